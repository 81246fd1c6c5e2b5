"""Sentences: boundaries marked by hand with |, exact spans, bounded time."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tieup.corpus import bundled_articles, read_articles, split_sentences
from tieup.corpus.sentences import LONGEST_SENTENCE

RIGHT = """
Kestrel Motor Co. Ltd. (KRX: 001230) signed the contract on Monday.| Terms were not disclosed.
The firms Baker Jr. and Lee & Co. LLP advised the seller.| The buyer used its own lawyers.
The U.S. Department of Energy lent $1.5 billion.| The loan runs for 25 years.
Sales in the U.S. rose.| Sales in the U.K. fell.
The company was founded in the U.S.| It moved to Spain in 2019.
The agreement was signed by Kestrel Inc. and Lumen Corp. in Madrid.| It covers No. 5 plant and two others.
It is valued at $1.5 billion.| Kestrel owns 60%.| Lumen holds the rest.
Pony.ai and C3.ai are customers.| Booking.com is not.
Kestrel Motor Corp. Chief Executive Ana Ruiz said the plan was on track.| She gave no date.
He joined Kestrel Motor Corp. President Akio Sato said so.
The partner is Lumen Ltd.| Terms were not given.
The supplier signed with Kestrel Motor Corp.| Honda said it would follow.
“We will build it together,” said Ana Ruiz.| “It is a first step.”
“We will build it. We will sell it. And we will service it,” said Ana Ruiz, chief executive.| Lumen agreed.
"This is big!" she said.| "Very big."
“Will it work?” asked Mr. Brown.| Nobody knew.
Talks began at 3 p.m. Tuesday and ended at 5 p.m.| The parties then left.
Mr. J. P. Morgan met Dr. Smith.| They agreed.
It met with Gov. Gavin Newsom on Jan. 5, 2021.| It met again on Feb. 7.
The carmaker sells cars, trucks, etc.| It also makes engines.
The partners — Kestrel, Lumen, etc. — will share costs.
Kestrel closed its Series A.| The money came from Lumen.
1. Kestrel supplies the platform.
2. Lumen supplies the software.| It is paid per car.
The deal is off…| Kestrel did not say why.
Well… it was not easy.
Yahoo! Japan bought the site.| It paid cash.
The price is Rs. 500 crore.| Kestrel pays half.
Kestrel (Nasdaq: KSTR) rose 3.4%.| Lumen (NYSE: LMN) fell 1.2 percent.
The cars use Lumen's A.I.| Kestrel makes the chips.
The venture starts in 2025.| 2026 will bring a second plant.
He holds a Ph.D. from M.I.T. and an M.B.A. from Wharton.
Washington, D.C. is the seat.| The plant is in St. Louis, Mo.
See Fig. 3 and p. 12.| The rest is in Vol. 2.
The E.U. approved it.| China did not.
Kestrel Co., Ltd., based in Suzhou, Jiangsu Province, will lead.| Lumen follows.
The fund totals approx. 3 billion yuan ($464 million).| It opens in Q3.
"We signed it."| Lumen's chairman confirmed this.
Kestrel said: "The U.S. market matters most."| It will open ten shops.
iPhone maker Foxbridge joined.| iPad sales rose.
It is a joint venture (50:50).| Both appoint two directors.
Lumen S.A. and Kestrel N.V. merged.| Kestrel S.p.A. was not part of it.
It won't be sold in the U.S., Kestrel said.| It will be sold elsewhere.
“We’re in.”| “So are we.”
Is it signed?| Not yet.| Is it near?| Perhaps!
The CEO said the deal was done.| (Reporting by Ann Lee)
The firm (which is owned by Kestrel Inc.) declined to comment.| Lumen did not reply.
中国汽车公司签署了协议。|双方将合作。
The project, codenamed X.1, costs €2.3bn.| Work starts now.
Kestrel vs. Lumen is in court.| The case is No. 21-345.
Prof. Li, a.k.a. the robot king, left.| He went to Lumen.
It said the plan was final.|The rest is open.
It rose to 5.| The rest fell.
The board met on Sept. 9.| Nothing was signed.
He said "no."| Then he left.
kestrel signed it.| lumen did not.
‘We will build it. It is done,’ said Ana Ruiz.| Lumen agreed.
'We will build it. It is done,' said Ana Ruiz.| Lumen agreed.
‘Kestrel’s plan is sound. We don’t doubt it,’ he said.| ‘It is a first step.’
He called it ‘a first step. No more’.| Lumen didn’t.
The ‘Smart Car’ sells well.| Kestrel’s rivals say so.| ‘We agree,’ said Ruiz.
The 'Smart Car' sells well.| It's cheap.| 'We agree,' said Ruiz.
The workers’ union agreed.| The owners’ lawyers did not.
‘She told me “Sign it. Now.” and I did,’ said Ruiz.| Lumen waited.
"""


def test_boundaries_marked_by_hand():
    found = marked = both = 0
    wrong: list[list[str]] = []
    for row in RIGHT.strip().splitlines():
        parts = [part.strip() for part in row.split("|")]
        text = row.replace("|", "")
        given_back = [span.of(text) for span in split_sentences(text, 0, len(text))]
        right = _inner_ends(text, parts)
        told = _inner_ends(text, given_back)
        found, marked, both = found + len(told), marked + len(right), both + len(right & told)
        if right != told:
            wrong.append(given_back)
    assert both / found >= 0.97 and both / marked >= 0.97, wrong


def _inner_ends(text: str, parts: list[str]) -> set[int]:
    ends: set[int] = set()
    at = 0
    for part in parts[:-1]:
        at = text.index(part, at) + len(part)
        ends.add(at)
    return ends


def test_a_new_line_ends_a_sentence_but_a_wrapped_one_does_not():
    text = "Terms of the deal\nKestrel pays.\r\nLumen builds it"
    assert [span.of(text) for span in split_sentences(text, 0, len(text))] == [
        "Terms of the deal",
        "Kestrel pays.",
        "Lumen builds it",
    ]
    first = "The payments company Penrose and the bank Quill have agreed\nto share the risk in equal parts."
    wrapped = f"{first} They start"
    assert [span.of(wrapped) for span in split_sentences(wrapped, 0, len(wrapped))] == [
        first,
        "They start",
    ]


def test_a_long_quotation_is_split_inside():
    quotation = (
        "“"
        + "We will build the plant with our friends in Spain. " * 10
        + "It is done,” said Ruiz. Lumen agreed."
    )
    spans = split_sentences(quotation, 0, len(quotation))
    assert len(spans) == 12
    short = "“We will build it. It is done,” said Ruiz. Lumen agreed."
    assert [span.of(short) for span in split_sentences(short, 0, len(short))] == [
        "“We will build it. It is done,” said Ruiz.",
        "Lumen agreed.",
    ]


def test_only_the_range_asked_for_is_split():
    text = "One is here. Two is here. Three is here."
    assert [span.of(text) for span in split_sentences(text, 13, 25)] == ["Two is here."]
    assert split_sentences(text, 12, 13) == []


@given(st.text(alphabet=st.sampled_from("aAU1 .!?…。\n\r“”\"'()\u2028\xa0中"), max_size=200))
def test_spans_are_exact_trimmed_and_cover_all_but_white_space(text: str):
    at = 0
    for span in split_sentences(text, 0, len(text)):
        assert not text[at : span.start].strip()
        assert span.of(text) == span.of(text).strip() != ""
        at = span.end
    assert not text[at:].strip()


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "Kestrel Co. signed it. ",
        "“A b. ",
        '"',
        ".",
        "U.S. ",
        "(",
        'A "b. ',
        ". ",
        "‘A b. ",
        "'A b. ",
        "‘A b.’ ",
    ],
)
def test_a_line_of_a_megabyte_is_split_in_seconds(unit: str):
    text = unit * (1_000_000 // len(unit))
    start = process_time()
    spans = split_sentences(text, 0, len(text))
    assert process_time() - start < 6
    assert max(span.end - span.start for span in spans) <= LONGEST_SENTENCE


def test_the_bundled_corpus_is_split_within_two_seconds():
    articles = [each for each in read_articles(bundled_articles()) if hasattr(each, "zones")]
    start = process_time()
    for article in articles:
        for zone in article.zones:
            assert split_sentences(article.text, zone.start, zone.end)
    assert process_time() - start < 2
