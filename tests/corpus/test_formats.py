"""Readers of packed and listed formats: PDF, Word, CSV, mail, saved pages, feeds."""

import zipfile
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from time import process_time

import pytest
from pypdf import PdfReader, PdfWriter
from tieup.corpus import Article, Rejected, ZoneKind, expected_articles, read_articles

BODY = "Kestrel Motors and the bank Quill have signed a contract. It runs for five years and can be extended."
MORE = "The partners had talked since 2019, people near the bank said, and the price was not disclosed."


def all_of(path: Path, content: str | bytes) -> list[Article | Rejected]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read_articles(path))


def one(path: Path, content: str | bytes) -> Article:
    (article,) = all_of(path, content)
    assert isinstance(article, Article), article
    return article


def reason(path: Path, content: str | bytes) -> str:
    (rejected,) = all_of(path, content)
    assert isinstance(rejected, Rejected), rejected
    assert rejected.path == str(path) and "\n" not in rejected.reason
    return rejected.reason


def kinds(article: Article) -> list[tuple[ZoneKind, str]]:
    return [(zone.kind, article.text[zone.start : zone.end]) for zone in article.zones]


# PDF


def pdf(*pages: list[str], info: dict[str, str] | None = None) -> bytes:
    """A PDF of these lines, each page's from its top down."""
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    listed = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{listed}] /Count {len(pages)} >>",
        font,
    ]
    for at, lines in enumerate(pages):
        shown = " ".join(f"({line}) Tj T*" for line in lines)
        stream = f"BT /F1 11 Tf 14 TL 72 800 Td {shown} ET"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * at} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    said = " ".join(f"/{key} ({value})" for key, value in (info or {}).items())
    objects.append(f"<< {said} >>")
    whole, places = "%PDF-1.4\n", list[int]()
    for number, each in enumerate(objects, start=1):
        places.append(len(whole))
        whole += f"{number} 0 obj\n{each}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>"
    whole += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{end}\nstartxref\n{len(whole)}\n%%EOF"
    return whole.encode("cp1252")


WRAPPED = [
    "Kestrel finds a bank",
    "Kestrel Motors and the bank Quill have signed a contract on their partner-",
    "ship. The long-",
    "term contract runs for five years, and the partnership can be extended by",
    "either of them, for a long or a short term. The price was not disclosed.",
]


def test_a_pdf(tmp_path: Path):
    info = {"Title": "Kestrel finds a bank", "Author": "Ann Lee", "CreationDate": "D:20210304090000Z"}
    article = one(tmp_path / "a.pdf", pdf(WRAPPED, ["They start in May."], info=info))
    assert article.title == "Kestrel finds a bank" and article.author == "Ann Lee"
    assert article.published is not None and article.published.source == "page metadata"
    assert article.published.value == "2021-03-04"
    assert "on their partnership\n. The long-term\ncontract" in article.text.replace(" \n", "\n")
    assert article.text.endswith("disclosed.\n\nThey start in May.")
    assert article.zones[0].kind is ZoneKind.HEADLINE


@pytest.mark.parametrize(
    ("info", "title", "value"),
    [
        ({"Title": "Microsoft Word - a.docx", "Author": "admin"}, "Kestrel finds a bank", None),
        ({"Producer": "Skia/PDF m90", "CreationDate": "D:20210304"}, "Kestrel finds a bank", None),
        ({"Producer": "Typeset 2", "CreationDate": "D:20211304"}, "Kestrel finds a bank", None),
    ],
)
def test_what_a_pdf_says_of_itself_is_not_always_so(
    tmp_path: Path, info: dict[str, str], title: str, value: str | None
):
    article = one(tmp_path / "a.pdf", pdf(WRAPPED, info=info))
    assert (article.title, article.author, article.published) == (title, None, value)


def test_the_date_in_the_text_of_a_pdf_goes_before_the_files(tmp_path: Path):
    info = {"CreationDate": "D:20240304"}
    article = one(
        tmp_path / "a.pdf", pdf(["Kestrel finds a bank", "", "Published 5 May 2018", "", BODY], info=info)
    )
    assert article.published is not None and article.published.value == "2018-05-05"


def test_running_titles_of_a_pdf_do_not_cut_its_sentences(tmp_path: Path):
    first = "Kestrel Motors and the bank Quill have signed a contract in Madrid, which runs"
    texts = [BODY, MORE, first, "for five years."]
    pages = [["The Courier", text, f"Page {at}"] for at, text in enumerate(texts, start=1)]
    article = one(tmp_path / "a.pdf", pdf(*pages))
    assert article.text == f"{BODY}\n\n{MORE}\n\n{first}\nfor five years."
    assert kinds(article)[-1] == (ZoneKind.BODY, f"{first}\nfor five years.")


def encrypted() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf([BODY]))))
    writer.encrypt("secret", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_pdfs_that_are_refused(tmp_path: Path):
    assert reason(tmp_path / "a.pdf", encrypted()) == "is encrypted: save it without a password"
    assert "2 pages without text (a scan?)" in reason(tmp_path / "a.pdf", pdf([], []))
    assert "500 pages" in reason(tmp_path / "a.pdf", pdf(*[["x"]] * 501))
    for broken in (b"", b"%PDF-1.4\n", BODY.encode(), pdf(WRAPPED)[:300]):
        assert "no whole PDF" in reason(tmp_path / "a.pdf", broken)


def test_a_damaged_pdf_never_raises(tmp_path: Path):
    whole = pdf(WRAPPED, [MORE])
    for at in range(0, len(whole), 17):
        damaged = whole[:at] + bytes([whole[at] ^ 0x5A]) + whole[at + 1 :]
        for found in all_of(tmp_path / "a.pdf", damaged):
            assert isinstance(found, (Article, Rejected))


def test_a_pdf_that_unpacks_to_gigabytes_is_refused(tmp_path: Path):
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf(["0 0 m " * 1_000_000]))))
    writer.pages[0].compress_content_streams()
    out = BytesIO()
    writer.write(out)
    assert len(out.getvalue()) < 100_000
    assert "too large to search" in reason(tmp_path / "a.pdf", out.getvalue())


# Word

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
    "<dc:title>Kestrel finds a bank</dc:title><dc:creator>{author}</dc:creator>"
    "<dcterms:created>2013-12-23T23:15:00Z</dcterms:created></cp:coreProperties>"
)


def paragraph(text: str, style: str = "") -> str:
    shown = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{shown}<w:r><w:t>{text}</w:t></w:r></w:p>"


def docx(body: str, author: str = "Ann Lee", head: str = "") -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("word/document.xml", f"{head}<w:document {_W}><w:body>{body}</w:body></w:document>")
        parts.writestr("docProps/core.xml", _CORE.format(author=author))
    return out.getvalue()


def test_a_word_file(tmp_path: Path):
    inserted = (
        "<w:ins><w:r><w:t>It starts in May</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>June</w:delText></w:r></w:del>"
    )
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>They merge.</w:t></w:r>"
    shown = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>.</w:t></w:r>'
    body = (
        paragraph("Kestrel finds a bank", "Title")
        + paragraph(BODY)
        + paragraph("Terms of the deal", "Heading1")
        + f"<w:p>{inserted}{hidden}{shown}</w:p>"
        + f"<w:tbl><w:tr><w:tc>{paragraph(MORE)}</w:tc></w:tr></w:tbl>"
    )
    article = one(tmp_path / "a.docx", docx(body))
    assert kinds(article) == [
        (ZoneKind.HEADLINE, "Kestrel finds a bank"),
        (ZoneKind.BODY, BODY),
        (ZoneKind.SECTION_HEADING, "Terms of the deal"),
        (ZoneKind.BODY, "It starts in May."),
        (ZoneKind.BODY, MORE),
    ]
    assert article.author == "Ann Lee" and article.published is None
    assert one(tmp_path / "b.docx", docx(body, author="admin")).author is None


def test_word_files_that_are_refused(tmp_path: Path):
    file = tmp_path / "a.docx"
    assert "no whole Word file" in reason(file, BODY)
    assert "no whole Word file" in reason(file, docx(paragraph(BODY))[:200])
    assert "without a password" in reason(file, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert "no text" in reason(file, docx(paragraph("")))
    assert "broken XML" in reason(file, docx("<w:p>"))
    bomb = '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;&b;">]>'
    assert "entities" in reason(file, docx(paragraph("&c;"), head=bomb))


def test_a_word_file_that_unpacks_to_gigabytes_is_refused(tmp_path: Path):
    bomb = docx(f"<w:p>{' ' * (300 << 20)}</w:p>")
    assert len(bomb) < 1 << 20
    start = process_time()
    assert "unpacks to more than 20 MB" in reason(tmp_path / "a.docx", bomb)
    assert "500,000 tags" in reason(tmp_path / "b.docx", docx("<w:p/>" * 600_000))
    # A header that claims a small size is not believed either.
    size = (zipfile.ZipFile(BytesIO(bomb)).getinfo("word/document.xml").file_size).to_bytes(4, "little")
    lie = bomb.replace(size, (1000).to_bytes(4, "little"))
    assert "no whole Word file" in reason(tmp_path / "c.docx", lie)
    assert process_time() - start < 5


# CSV


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_rows_of_a_csv_file(tmp_path: Path, delimiter: str, encoding: str):
    rows = (
        ("Headline", "Body", "Source", "Date", "Authors", "Link", "Section"),
        (
            "Kestrel finds a bänk",
            f'"{BODY}\r\n\r\nThe ""Ältere"" bank, too; it | said."',
            "Courier",
            "2020-02-03",
            "Ann Lee",
            "https://c.example/1",
            "x",
        ),
        ("", "", "", "", "", "", ""),
        ("Another", BODY, "Blatt für Zürich", "2020", "", "", ""),
    )
    content = "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)
    first, second = all_of(tmp_path / "a.csv", content)
    assert isinstance(first, Article) and isinstance(second, Article)
    assert first.text == f'{BODY}\r\n\r\nThe "Ältere" bank, too; it | said.'
    assert (first.title, first.publisher, first.author) == ("Kestrel finds a bänk", "Courier", "Ann Lee")
    assert first.url == "https://c.example/1" and first.published is not None
    assert first.published.value == "2020-02-03" and second.publisher == "Blatt für Zürich"
    assert first.id != second.id


def test_bad_rows_of_a_csv_file_do_not_stop_the_rest(tmp_path: Path):
    rows = ["id,title,text", f"1,A,{BODY}", f"2,B,{BODY}, and so on", "3,C,", f"1,D,{BODY}", f"5,E,{BODY}"]
    first, surplus, empty, twice, last = all_of(tmp_path / "a.csv", "\n".join(rows))
    assert isinstance(first, Article) and isinstance(last, Article)
    for found, said in (
        (surplus, "row 3: has 1 fields too many"),
        (empty, "row 4: has no text"),
        (twice, "row 5"),
    ):
        assert isinstance(found, Rejected) and found.reason.startswith(said)
    assert expected_articles(tmp_path / "a.csv") == 5


def test_csv_files_that_are_refused(tmp_path: Path):
    file = tmp_path / "a.csv"
    assert 'no column "text"' in reason(file, f"Kestrel,Quill\n1,{BODY}\n")
    assert "empty" in reason(file, " \n")
    assert "no articles" in reason(file, "text\n\n,\n")
    assert "binary" in reason(file, b"text\n\x00\x01\x02")
    unclosed = all_of(file, f'text\n{BODY}\n"' + "a line of the field\n" * 1_100_000)
    assert isinstance(unclosed[0], Article)
    assert isinstance(unclosed[1], Rejected) and "quote may not be closed" in unclosed[1].reason
    assert len(unclosed) == 2


# Mail and saved pages

PAGE = f"""<html lang="en"><head><title>Kestrel finds a bank | The Courier</title>
<meta property="og:site_name" content="The Courier"></head><body><nav><a href="/">Home</a></nav>
<article><h1>Kestrel finds a bank</h1><p>{BODY}</p><p>{MORE}</p><p>{BODY.replace("five", "six")}</p></article>
<footer>Terms of use</footer></body></html>"""
MAIL = (
    'From: "Ann Lee" <ann@c.example>\r\nSubject: =?utf-8?q?Kestrel_finds_a_b=C3=A4nk?=\r\n'
    "Date: Thu, 04 Mar 2021 23:59:00 -0800\r\nMIME-Version: 1.0\r\n{more}\r\n{body}"
)
PARTS = (
    'Content-Type: multipart/mixed; boundary="outer"\r\n\r\n--outer\r\n'
    'Content-Type: multipart/alternative; boundary="inner"\r\n\r\n'
    "--inner\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nIn plain text.\r\n"
    "--inner\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}\r\n--inner--\r\n"
    "--outer\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=a.txt\r\n"
    "\r\nAttached.\r\n"
    "--outer--\r\n"
)


def test_a_plain_mail(tmp_path: Path):
    text = f"Kestrel finds a b=E4nk=\r\n in Madrid\r\n\r\n{BODY}\r\n"
    more = "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n"
    article = one(tmp_path / "a.eml", MAIL.format(more=more, body=text))
    assert article.text == f"Kestrel finds a bänk in Madrid\n\n{BODY}\n"
    assert (article.title, article.author, article.publisher) == ("Kestrel finds a bänk", "Ann Lee", None)
    assert article.published is not None and article.published.value == "2021-03-04"
    unknown = one(tmp_path / "b.eml", MAIL.format(more="Content-Type: text/plain; charset=x\r\n", body=BODY))
    assert unknown.text == BODY


def test_a_mail_from_a_list_is_published_by_its_sender(tmp_path: Path):
    more = "List-Unsubscribe: <mailto:x@c.example>\r\n"
    article = one(tmp_path / "a.eml", MAIL.format(more=more, body=BODY))
    assert (article.publisher, article.author) == ("Ann Lee", None)


def test_the_html_of_a_mail_goes_before_its_text_and_attachments(tmp_path: Path):
    article = one(
        tmp_path / "a.eml", MAIL.format(more="", body="").rstrip() + "\r\n" + PARTS.format(html=PAGE)
    )
    assert MORE in article.text and "<p>" not in article.text
    for clutter in ("Terms of use", "plain text", "Attached"):
        assert clutter not in article.text


@pytest.mark.parametrize("suffix", [".mhtml", ".mht"])
def test_a_page_saved_as_one_file(tmp_path: Path, suffix: str):
    head = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://c.example/news/1\r\n"
        "Subject: Kestrel finds a bank\r\nDate: Thu, 04 Mar 2021 09:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="bb"\r\n\r\n'
        "--bb\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    )
    frame = "\r\n--bb\r\nContent-Type: text/html\r\n\r\n<p>A frame with an advert.</p>\r\n--bb--\r\n"
    article = one(tmp_path / f"a{suffix}", head + PAGE + frame)
    assert article.url == "https://c.example/news/1" and article.publisher == "The Courier"
    assert article.title == "Kestrel finds a bank" and MORE in article.text and "advert" not in article.text
    assert (article.author, article.published) == (None, None)


def test_mails_that_are_refused(tmp_path: Path):
    file = tmp_path / "a.eml"
    assert "empty" in reason(file, "\n")
    assert "no text" in reason(file, MAIL.format(more="Content-Type: image/png\r\n", body="x"))
    nested = "".join(f'Content-Type: multipart/mixed; boundary="b{at}"\n\n--b{at}\n' for at in range(900))
    assert ": " in reason(file, nested + "\n" + BODY)
    many = 'Content-Type: multipart/mixed; boundary="b"\n\n' + "--b\n\nx\n" * 3000
    assert "2000 parts" in reason(file, many)


# Feeds

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"><channel>
<title>The Courier</title><link>https://c.example</link><language>en-gb</language>
<item><media:title>A picture</media:title><title>Kestrel &amp;amp; Quill agree</title><guid>k1</guid>
<link>https://c.example/1</link><pubDate>Thu, 04 Mar 2021 09:00:00 GMT</pubDate>
<dc:creator>Ann Lee</dc:creator><description>Short.</description>
<content:encoded><![CDATA[<p>{body}</p><script>track()</script><ul><li>{more}</li></ul>]]></content:encoded></item>
<item><title>Another</title><description>&lt;p&gt;{body}&lt;/p&gt;</description>
<author>a@c.example (Bo Day)</author></item>
<item><title>Empty</title></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Der Kurier</title>
<entry><title type="html">Kestrel &amp;lt;b&amp;gt; &lt;i&gt;agrees&lt;/i&gt;</title><id>urn:1</id>
<link rel="self" href="https://c.example/self"/><link href="https://c.example/2"/>
<updated>2022-05-06T07:08:09Z</updated><author><name>Ann Lee</name><email>ann@c.example</email></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{body}</p><p>{more}</p></div></content>
</entry></feed>"""


@pytest.mark.parametrize("suffix", [".xml", ".rss"])
def test_items_of_an_rss_file(tmp_path: Path, suffix: str):
    first, second, empty = all_of(tmp_path / f"a{suffix}", RSS.format(body=BODY, more=MORE))
    assert isinstance(first, Article) and isinstance(second, Article)
    assert (
        first.text == f"Kestrel & Quill agree\n\n{BODY}\n\n{MORE}" and first.title == "Kestrel & Quill agree"
    )
    assert (first.publisher, first.author, first.url) == ("The Courier", "Ann Lee", "https://c.example/1")
    assert first.language == "en" and first.published is not None
    assert (first.published.value, first.published.precision) == ("2021-03-04", "day")
    assert second.text == f"Another\n\n{BODY}" and second.author == "Bo Day" and second.published is None
    assert isinstance(empty, Rejected) and empty.reason == "item 3: has no text: nothing to read"


def test_entries_of_an_atom_file(tmp_path: Path):
    article = one(tmp_path / "a.atom", ATOM.format(body=BODY, more=MORE))
    assert article.text == f"Kestrel <b> agrees\n\n{BODY}\n\n{MORE}"
    assert (article.publisher, article.author, article.url) == (
        "Der Kurier",
        "Ann Lee",
        "https://c.example/2",
    )
    assert article.language == "de" and article.published is not None
    assert article.published.value == "2022-05-06"


def test_feeds_that_are_refused(tmp_path: Path):
    file = tmp_path / "a.xml"
    letters = "abcdefghij"
    laughs = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise(letters))
    bomb = f'<!DOCTYPE rss [<!ENTITY a "ha">{laughs}]><rss><item><title>&j;</title></item></rss>'
    assert "entities" in reason(file, bomb)
    outside = '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss>&a;</rss>'
    assert "entities" in reason(file, outside)
    assert "broken XML" in reason(file, "<rss><channel>")
    assert "no RSS or Atom feed" in reason(file, "<urlset/>")
    assert "no articles" in reason(file, "<rss><channel/></rss>")
    assert "empty" in reason(file, "")
    assert "500,000 tags" in reason(file, "<rss>" + "<a/>" * 500_001 + "</rss>")
    assert "broken XML" in reason(file, "<a>" * 100_000)
