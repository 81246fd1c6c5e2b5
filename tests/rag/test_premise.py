"""A premise that never came true is set right from the ledger, and another report's figure is shown."""

import re

import pytest

TALKS = {
    "talks.md": """---
title: Dunvale Motors and Brisca break off merger talks
publisher: Harbour Post
published: 2022-05-10
---

Dunvale Motors and Brisca have ended their talks on a merger. The two had talked since January.

Brisca will look for another partner, its chairman Olof Renholm said.
""",
    "plant.md": """---
title: Corlett and Venmark form a joint venture for wind turbines
publisher: Harbour Post
published: 2021-03-02
---

Corlett and Venmark have formed a joint venture that will build wind turbines in Esbjerg. \
Corlett holds 55 per cent of it.
""",
    "cost.md": """---
title: Corlett and Venmark invest in Esbjerg
publisher: Wind Weekly
published: 2021-03-04
---

The turbine plant of Corlett and Venmark in Esbjerg will cost 240 million euros.

A school choir sang at the ceremony.
""",
    "cost-again.md": """---
title: Dearer turbines
publisher: Baltic Ledger
published: 2021-09-20
---

The turbine plant of Corlett and Venmark in Esbjerg will cost 310 million euros, a minister said.
""",
}


@pytest.fixture(scope="module")
def corrected(open_index):
    return open_index(TALKS)


def test_a_deal_that_never_came_to_be_is_told_where_the_articles_do_not_answer(corrected):
    answer = corrected.ask("What price did Dunvale Motors pay in cash for each share of Brisca?")
    assert answer.abstained
    told = next(sentence for sentence in answer.sentences if "ended or called off" in sentence.text)
    assert "Dunvale Motors" in told.text
    assert "Brisca" in told.text
    (number,) = told.citations
    assert re.search(r"break off|ended", answer.citations[number - 1].quote)
    assert len({sentence.text for sentence in answer.sentences}) == len(answer.sentences)


def test_a_deal_that_stands_is_not_told_as_a_correction(corrected):
    answer = corrected.ask("Which bank lent Corlett and Venmark the money for their blades?")
    assert answer.abstained
    assert not re.search(r"articles report (?:a deal|talks) of", answer.text)


def test_two_reports_that_differ_are_both_cited(corrected):
    answer = corrected.ask("How much will the turbine plant of Corlett and Venmark cost?")
    assert not answer.abstained
    assert "240 million" in answer.text
    assert "310 million" in answer.text
    assert len({citation.article_id for citation in answer.citations}) >= 2
    assert "choir" not in answer.text


def test_a_sum_that_the_ledger_knows_answers_what_was_paid(open_index):
    said = "Dunvale Motors, whose market value reached $9.5 billion on Monday, has invested $40 million in"
    paid = open_index({"paid.md": f"# Dunvale Motors backs Brisca\n\n{said} Brisca. Its shares rose.\n"})
    (deal,) = paid.deals("Dunvale Motors", "Brisca")
    assert (deal.type, deal.cell("amount").text) == ("investment", "$40 million")
    answer = paid.ask("How much did Dunvale Motors pay for its Brisca stake?")
    assert not answer.abstained
    assert "$40 million" in answer.citations[0].quote
