"""A language model names companies and deals of what is added; it proposes, the rules and quotes decide."""

import json

import pytest
from click.testing import CliRunner
from tieup import Assistant
from tieup.corpus import bundled_articles, read_articles
from tieup.index import Store
from tieup.rag import ModelServer, NameRegistry, name_articles
from tieup.rag.names_own import PROPOSED
from tieup.rag.names_proposed import left_open, with_proposed
from tieup.ui.cli import main

SAILS = """---
title: Sails and what becomes of them
published: 2022-03-01
---

Old sails are a nuisance in Esbjerg, says Ingrid Solberg, the mayor. \
For Tarnholm, the purchase of Ivergrove in 2021 was the answer.

2 comments

sailor_joe on March 2, 2022 at 10:15
It was Kesterby that bought it all, everybody knows it.
"""


@pytest.fixture
def sails(open_index):
    """A store of one article whose firms the rules do not know for firms."""
    assistant = open_index({"sails.md": SAILS})
    assert assistant.deals() == []
    return assistant.store


def named_by(server, model, store):
    told = []
    writer = ModelServer(server, model, timeout=60)
    return name_articles(store, writer, lambda done, total: told.append((done, total))), told


def test_named_companies_let_the_ledger_read_a_deal(server, sails):
    named, told = named_by(server, "listing", sails)
    assert (named.articles, named.companies, told) == (1, ("Ivergrove", "Tarnholm"), [(1, 1)])
    assistant = Assistant(sails)
    (deal,) = assistant.deals()
    assert (deal.parties, deal.type) == (("Ivergrove", "Tarnholm"), "acquisition")
    quote = deal.reports[0].quote
    assert sails.article(quote.article_id).text[quote.start : quote.end] == quote.text
    assert named.borne_out([deal], assistant.knowledge().names) == len(named.deals) == 1
    again, _ = named_by(server, "failing", sails)  # it is asked about nothing, and so does not fail
    assert (again.articles, again.trouble) == (0, None)
    line = (sails.folder / PROPOSED).read_text()
    assert sorted(json.loads(line)) == ["article", "companies", "model", "text"]
    (sails.folder / PROPOSED).unlink()
    assert Assistant(sails).deals() == []


@pytest.mark.parametrize("model", ["inventing", "mute", "nonsense"])
def test_what_does_not_stand_there_is_not_proposed(server, sails, model):
    named, _ = named_by(server, model, sails)
    assert named.articles == 1
    # Those stand there, but the names' rules know the one for a word and the other for a person.
    assert set(named.companies) <= {"Old", "Ingrid Solberg"}
    assert named.deals == ()
    before = Assistant(sails).knowledge().names
    assert named.new(before) == 0
    assert Assistant(sails).deals() == []


def test_a_torn_changed_or_foreign_line_is_passed_over(server, sails):
    named_by(server, "listing", sails)
    file = sails.folder / PROPOSED
    whole = json.loads(file.read_text())
    for bad in (
        {**whole, "text": "another text"},
        {**whole, "article": "nowhere"},
        {**whole, "companies": [["Tarnholm"], 7, None, "", " ", "Ivergrove"]},
        {**whole, "companies": 7},
        [whole],
    ):
        file.write_text(json.dumps(bad) + "\n")
        assert Assistant(sails).deals() == []
    file.write_text(json.dumps(whole) + '\n{"article": "x", "comp')
    assert len(Assistant(sails).deals()) == 1


def test_the_rules_keep_what_they_know(assistant):
    names = assistant.knowledge().names
    for known in (
        "Velmora", "Ingrid Solberg", "Solberg", "Tarvik", "Lisbon", "Fjord Courier", "Monday", "Analysts",
        "May", "Federal Reserve", "Germany", "German", "Prime Minister", "The Bank", "Quennell",
    ):  # fmt: skip
        assert not left_open(names, [known]), known
    assert left_open(names, ["Kestergard", "Lisbon", "Kestergard"]) == ["Kestergard"]
    assert with_proposed(names, ["Lisbon", "Solberg"]) is names
    more = with_proposed(names, ["Kestergard"])
    assert more.by_name["Kestergard"].kind == "company"
    assert more.own != names.own
    assert with_proposed(names, ["Kestergard", "Lisbon"]).own == more.own


@pytest.mark.slow
def test_no_name_that_the_rules_know_for_something_else_becomes_a_company():
    """Every name of the bundled articles proposed as a company: only those of no kind change."""
    registry = NameRegistry.learn(read_articles(bundled_articles()))
    more = with_proposed(registry, [alias for name in registry.names for alias in name.aliases])
    changed = [name for name in registry.names if more.by_name[name.name] != name]
    assert {name.kind for name in changed} == {"other"}
    assert set(more.by_name) == set(registry.by_name)


def test_the_commands_name_only_where_the_setting_says_so(server, tmp_path, embedder, monkeypatch):
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "sails.md").write_text(SAILS)
    index = tmp_path / "index"
    command = ["add", str(tmp_path / "news"), "--index", str(index)]
    monkeypatch.setenv("TIEUP_LLM_BASE_URL", server)
    monkeypatch.setenv("TIEUP_LLM_MODEL", "failing")
    plain = CliRunner().invoke(main, command)
    assert "named" not in plain.output
    assert not (index / PROPOSED).exists()
    monkeypatch.setenv("TIEUP_LLM_NAMES", "true")
    failed = CliRunner().invoke(main, command)
    assert failed.exit_code == 0
    assert "Not all could be named (it refused with status 500)" in failed.stderr
    monkeypatch.setenv("TIEUP_LLM_MODEL", "listing")
    told = CliRunner().invoke(main, ["sync", str(tmp_path / "news"), "--index", str(index)])
    said = "Named by listing: companies: 2 (taken from it: 2); deals: 1 (in the ledger: 1); articles: 1."
    assert said in told.stdout
    with Store.open(index, embedder=embedder) as store:
        assert len(Assistant(store).deals()) == 1
    monkeypatch.delenv("TIEUP_LLM_BASE_URL")
    refused = CliRunner().invoke(main, command)
    assert refused.exit_code == 1
    assert "TIEUP_LLM_BASE_URL: not set; TIEUP_LLM_NAMES needs it" in refused.stderr
