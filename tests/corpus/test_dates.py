"""Publication dates and publishers: taken where a page plainly states them, never guessed."""

import pytest
from tieup.corpus import Zone, ZoneKind, label_zones
from tieup.corpus.credits import stated_date, stated_publisher
from tieup.corpus.dates import parse_date
from tieup.corpus.language import detect_language, language_code

BODY = "\n\nKestrel and the bank Quill signed on March 3, 2019. The plant opens in June 2024, they said.\n"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2018-06-09", "2018-06-09"),
        ("2018-06", "2018-06"),
        ("2024", "2024"),
        ("2011-10-13T16:00", "2011-10-13"),
        ("2021-01-22 09:30:00+01:00", "2021-01-22"),
        ("Jan 21, 2021", "2021-01-21"),
        ("Sept. 3rd, 2019", "2019-09-03"),
        ("Friday, 22 January 2021", "2021-01-22"),
        ("21-Jan-2021", "2021-01-21"),
        ("March 2020", "2020-03"),
        ("2021年1月22日", "2021-01-22"),
        ("22.01.2021", "2021-01-22"),
        ("13/02/2021", "2021-02-13"),
        ("01/02/2021", "2021"),
        ("3 mars 2021", "2021-03-03"),
        ("12 de enero de 2022", "2022-01-12"),
    ],
)
def test_a_date_is_as_precise_as_it_is_written(written: str, value: str):
    date = parse_date(written, "front matter")
    assert date is not None and date.value == value
    assert {"day": 10, "month": 7, "year": 4}[date.precision] == len(value)


@pytest.mark.parametrize(
    "written",
    [
        "2021-02-30",
        "2021-13-01",
        "February 30, 2021",
        "yesterday",
        "last May",
        "21 January",
        "soon",
        "0021-01-01",
        "99999",
        "",
    ],
)
def test_what_is_no_possible_date_gives_none(written: str):
    assert parse_date(written, "front matter") is None


@pytest.mark.parametrize(
    ("top", "value"),
    [
        ("Published: 22 January 2021", "2021-01-22"),
        ("By Ann Lee on January 20, 2021", "2021-01-20"),
        ("By Ann Lee | Jan 20, 2021 | 3 min read", "2021-01-20"),
        ("Posted by Ann Lee on 4 May 2018", "2018-05-04"),
        ("Updated Jan 5, 2020\n\nPublished Jan 4, 2020", "2020-01-04"),
        ("Last updated: 5 Feb 2020, 08:45 GMT", "2020-02-05"),
        ("Tuesday, 11 January 2022", "2022-01-11"),
        ("SHANGHAI, Jan 22, 2021 (Reuters) - Kestrel said it had agreed.", "2021-01-22"),
        ("TOKYO, March 14, 2024 /PRNewswire/ -- Kestrel said it had agreed.", "2024-03-14"),
        (" date 2021-01-22 Kestrel has just teamed up with Quill, the press says.", "2021-01-22"),
        ("Release date: June 2019", "2019-06"),
        ("Last Updated: March 5, 2021 | Published: March 4, 2021", "2021-03-04"),
        ("Posted: Mar 04, 2021 9:00 AM ET | Last Updated: March 5, 2021", "2021-03-04"),
        ("Published 1:00 PM EST, Thu March 4, 2021\n\nUpdated 8:01 AM EST, Fri March 5, 2021", "2021-03-04"),
        ("Updated 8:01 AM EST, Fri March 5, 2021", "2021-03-05"),
        ("LONDON, 4 May 2021 (GLOBE NEWSWIRE) -- Kestrel said it had agreed.", "2021-05-04"),
        ("Veröffentlicht am 4. März 2021", "2021-03-04"),
        ("Publié le 4 mars 2021 à 09h00", "2021-03-04"),
        ("Publicado el 4 de marzo de 2021", "2021-03-04"),
        ("发布时间：2021-03-04 09:00", "2021-03-04"),
    ],
)
def test_a_date_that_the_page_states_as_its_own(top: str, value: str):
    text = f"Kestrel finds a bank\n\n{top}{BODY}"
    date = stated_date(text, label_zones(text, "Kestrel finds a bank"))
    assert date is not None and (date.value, date.source) == (value, "text")


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "On January 20, 2021, Kestrel and Quill signed a contract for a plant in Spain.",
        "SHANGHAI, Jan 22 (Reuters) - Kestrel said on Friday it had agreed with Quill.",
        f"Kestrel finds a bank{BODY}\n• bob on Jan 20, 2021 at 3:27 pm\n\nI knew it.\n\nReply\n",
        f"Kestrel finds a bank{BODY}\n12 November 2018\n\nThe two firms met in Vienna and they signed.\n",
        "Dated January 20, 2021, the agreement sets out who pays for the plant and when.",
        f"Updated 2021-02-30{BODY}",
        f"Kestrel finds a bank\n\nUpdated 3 hours ago{BODY}",
        f"Kestrel finds a bank\n\nPublished yesterday{BODY}",
        f"Kestrel finds a bank\n\n2 days ago{BODY}",
        f"Kestrel finds a bank\n\nPublié hier à 09h00{BODY}",
        f"Kestrel finds a bank\n\nMADRID, March 4 (EFE) - Kestrel has agreed.{BODY}",
    ],
)
def test_no_date_is_guessed(text: str):
    assert stated_date(text, label_zones(text, "")) is None


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        (
            "This article by T. Feng first appeared in Blad and was translated by Rail Week.",
            "Rail Week",
        ),
        ("This story was originally published on Rail Weekly.", "Rail Weekly"),
        ("The post first appeared on The Grid.", "The Grid"),
        ("More posts about Trains on Rail weekly", "Rail weekly"),
        ("© 2023 Example Media Ltd. All rights reserved.", "Example Media Ltd"),
        ("OSLO, June 3 (Reuters) - Orion is in talks, people close to them said on Friday.", "Reuters"),
        ("(Adds details) OSLO, June 3 (Reuters) - Orion is in talks.", "Reuters"),
        ("(Reuters) - Orion is in talks.", "Reuters"),
        ("NEW YORK--(BUSINESS WIRE)--Orion is in talks.", "BUSINESS WIRE"),
        ("LONDON, May 4 (GLOBE NEWSWIRE) -- Orion is in talks.", "GLOBE NEWSWIRE"),
    ],
)
def test_a_publisher_that_the_page_names(line: str, publisher: str):
    text = f"Kestrel finds a bank\n\n{line}\n{BODY}"
    assert stated_publisher(text, label_zones(text, "Kestrel finds a bank")) == publisher


@pytest.mark.parametrize(
    "line",
    [
        "The plant was translated by Quill into a profit of 4 million euros, analysts said.",
        "The Courier reported in May that Kestrel had talked with Orion as well.",
        "According to CNBC, the firms will build a car, which first appeared in Geneva.",
        "Kestrel's concept car first appeared at the Paris Motor Show, the story goes on.",
        "• bob on Jan 20, 2021 at 3:27 pm\n\nThis article originally appeared in Fakeblatt.",
    ],
)
def test_no_publisher_is_guessed(line: str):
    text = f"Kestrel finds a bank{BODY}\n{line}\n"
    assert stated_publisher(text, label_zones(text, "Kestrel finds a bank")) is None


def test_language_tags():
    tags = ("en", "en-GB", "zh_CN", "yue", "x" * 9, "")
    assert [language_code(tag) for tag in tags] == ["en", "en", "zh", "zh", None, None]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (BODY, "en"),
        ("Geely teams up with Tencent on smart cars", "en"),
        ("Kestrel signed with 吉利 (Geely) in Hangzhou on Friday.", "en"),
        ("Kestrel und Quill vereinbaren Zusammenarbeit", "de"),
        ("Die Partner nannten keinen Preis.", "de"),
        ("Renault et Geely signent un accord", "fr"),
        ("Les partenaires n'ont pas donné de prix.", "fr"),
        ("Kestrel se alía con el banco Quill", "es"),
        ("Repsol y Enagás firman un acuerdo", "es"),
        ("As empresas não divulgaram o valor do acordo.", "pt"),
        ("吉利与腾讯合作", "zh"),
        ("比亞迪與輝達宣布合作開發自動駕駛", "zh"),
        ("吉利与BYD签署协议，Kestrel不参与。", "zh"),
        ("トヨタとソニーが提携", "ja"),
        ("日産自動車、三菱自動車と資本提携", "ja"),
        ("현대차와 삼성 협력", "ko"),
        ("현대자동차와 SK온이 합작법인을 설립한다고 밝혔다.", "ko"),
        ("Short.", None),
        ("Kestrel Quill Orion", None),
        ("吉利", None),
    ],
)
def test_the_language_of_short_texts(text: str, code: str | None):
    assert detect_language(text, (Zone(ZoneKind.BODY, 0, len(text)),)) == code
