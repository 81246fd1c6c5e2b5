"""The commands over the deal ledger, run in this process on a real index, and once as a process."""

import csv
import io
import json
import re
import shutil
import sqlite3
import subprocess
import sys
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from tieup.ui.cli import main

ARTICLES = {
    "stake.md": (
        "---\ntitle: Zorvex buys into chip maker Qualmira\npublisher: Daily Volt\n"
        "published: 2021-03-10\n---\n"
        "Japanese carmaker Zorvex is spending $300 million on a 10% stake in Qualmira, "
        "the British chip maker. "
        "The two companies signed the papers on Tuesday. Shares of Zorvex rose; shares of Qualmira fell.\n"
    ),
    "later.md": (
        "---\ntitle: Zorvex completes Qualmira purchase\npublisher: =Wheel Weekly\n"
        "published: 2021-04-02\n---\n"
        "Zorvex has completed its investment of $350 million in Qualmira, of which it now owns 12%.\n"
    ),
    "venture.md": (
        "---\ntitle: Huaren and Brandt-Kohl to form joint venture\npublished: 2019-05-06\n---\n"
        "Huaren, a Chinese battery maker, and Brandt-Kohl signed a contract on May 3 for a joint venture. "
        "Shares of Huaren rose, and those of Brandt-Kohl\x1b[31m fell \x0c & fell.\n"
    ),
}


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    folder = tmp_path_factory.mktemp("articles")
    for name, text in ARTICLES.items():
        (folder / name).write_text(text)
    (folder / "empty.md").write_bytes(b"")
    index = tmp_path_factory.mktemp("index") / "index"
    assert CliRunner().invoke(main, ["add", str(folder), "--index", str(index)]).exit_code == 0
    return index


@pytest.fixture
def tieup(index, monkeypatch):
    monkeypatch.setenv("TIEUP_INDEX", str(index))
    return lambda *arguments: CliRunner().invoke(main, [str(argument) for argument in arguments])


def lines(result):
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_deal_is_shown_with_its_status_date_sum_and_quote(tieup):
    shown = tieup("deals", "--company", "zorvx", "--type", "investment")
    assert shown.exit_code == 0, shown.output
    parties, facts, quote, source, *_ = shown.stdout.splitlines()
    assert parties == "Qualmira + Zorvex"
    assert facts.split()[:2] == ["completed", "investment"]
    assert facts.index("investment") == 13
    assert "$300 million · 2 reports · reports differ: " in facts
    assert quote.strip().startswith("“Japanese carmaker Zorvex is spending")
    assert source.strip() == "Daily Volt, 10 Mar 2021 (stake.md)"
    assert shown.stdout.splitlines()[-1].startswith(
        "1 deal, one for each set of parties and type, read from all"
    )


def test_filters_narrow(tieup):
    assert [deal["parties"] for deal in lines(tieup("deals", "--status", "signed", "--json"))] == [
        ["Brandt-Kohl", "Huaren"]
    ]
    (deal,) = lines(tieup("deals", "--company", "Qualmira", "--as-of", "2021-03", "--json"))
    assert len(deal["reports"]) == 1
    assert lines(tieup("deals", "--company", "Zorvex", "--partner", "Huaren", "--json")) == []


def test_a_company_nobody_knows_has_no_deals(tieup):
    result = tieup("deals", "--company", "Zorvex Bakery")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "No such deal in the articles.\n"


def test_json_has_the_keys_of_a_record_and_exact_places(tieup, index):
    from tieup.index import Store

    with Store.open(index) as store:
        texts = {info.id: store.article(info.id).text for info in store.articles()}
    deals = lines(tieup("deals", "--json"))
    keys = {"file", "parties", "type", "status", "date", "amount", "scope", "quote"}
    for deal in deals:
        assert keys <= set(deal)
        for report in deal["reports"]:
            cells = [report[name] for name in ("type", "status", "date", "amount", "stake", "scope", "quote")]
            for cell in [*filter(None, cells), *report["parties"], *report["others"]]:
                assert texts[cell["article_id"]][cell["start"] : cell["end"]] == cell["text"]
        assert deal["evidence"]["quote"]["text"] == deal["quote"]
    (signed,) = (deal for deal in deals if deal["status"] == "signed")
    assert (signed["file"], signed["date"], signed["origins"]) == ("venture.md", "2019-05-03", 1)


def test_what_is_listed_can_be_scored_as_records(tieup, index, tmp_path):
    (tmp_path / "mine.jsonl").write_text(tieup("deals", "--json").stdout)
    scores = json.loads(tieup("eval", "deals", tmp_path / "mine.jsonl", "--json").stdout)["systems"]["Tieup"]
    assert scores["recall"]["value"] == scores["amount"]["value"] == scores["exact_quotes"]["value"] == 1.0


def test_csv_is_one_row_a_deal_and_no_formula(tieup):
    rows = list(csv.DictReader(io.StringIO(tieup("deals", "--csv").stdout)))
    by_file = {row["file"]: row for row in rows}
    assert by_file["stake.md"]["parties"] == "Qualmira + Zorvex"
    assert by_file["stake.md"]["amount_value"] == "300000000 USD"
    assert by_file["stake.md"]["conflicts"].startswith("amount")
    assert by_file["venture.md"]["start"].isdigit()
    later = [row for row in rows if "Wheel" in row["publisher"]]
    assert all(row["publisher"].startswith("'=") for row in later)


def test_the_graph_is_xml_that_holds_every_tie(tieup, tmp_path):
    result = tieup("deals", "--graphml", tmp_path / "deals.graphml")
    assert result.exit_code == 0, result.output
    space = "{http://graphml.graphdrawing.org/xmlns}"
    root = ElementTree.parse(tmp_path / "deals.graphml").getroot()
    names = {
        node.get("id"): node.findtext(f"{space}data[@key='node-name']") for node in root.iter(f"{space}node")
    }
    ties = {
        frozenset((names[tie.get("source")], names[tie.get("target")])) for tie in root.iter(f"{space}edge")
    }
    assert {"Qualmira", "Zorvex"} in ties
    assert {"Brandt-Kohl", "Huaren"} in ties
    assert f"{len(names)} companies" in result.stdout


def test_companies_and_their_partners_are_listed(tieup):
    listed = {company["name"]: company["partners"] for company in lines(tieup("companies", "--json"))}
    assert listed["Huaren"] == {"Brandt-Kohl": 1}
    assert "Huaren: Brandt-Kohl\n" in tieup("companies").stdout


def test_the_timeline_says_what_happened_and_what_was_only_reported(tieup):
    told = tieup("timeline", "huaren").stdout
    assert told.startswith("3 May 2019: signed, joint venture: Brandt-Kohl + Huaren\n")
    days = [event["date"] for event in lines(tieup("timeline", "Zorvex", "Qualmira", "--json"))]
    assert len(days) == 2
    assert days == sorted(days)
    assert "reported 2 Apr 2021: completed, " in tieup("timeline", "Zorvex", "Qualmira").stdout


def test_the_coverage_card_counts_what_is_there(tieup):
    card = json.loads(tieup("coverage", "--json").stdout)
    assert (card["articles"], card["dated"], card["publishers"], card["quarantined"]) == (3, 3, 2, 1)
    assert (card["first"], card["last"]) == ("2019-05-06", "2021-04-02")
    assert card["deals"] == len(lines(tieup("deals", "--json")))
    text = tieup("coverage").stdout
    assert "Dated       3, 6 May 2019 to 2 Apr 2021\n" in text
    assert "Quarantine  1 files" in text


def test_nothing_of_an_article_reaches_the_terminal_as_a_control(tieup):
    for arguments in (["deals"], ["timeline", "Huaren"], ["companies"]):
        assert not set(tieup(*arguments).stdout) & {"\x1b", "\x0c"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["deals", "--type", "marriage"], "joint_venture"),
        (["deals", "--status", "maybe"], "rumoured"),
        (["deals", "--as-of", "last year"], "2018-06-30"),
        (["deals", "--json", "--csv"], "--graphml"),
        (["timeline"], "A"),
        (["companies", "extra"], "extra"),
    ],
)
def test_wrong_usage_is_exit_code_two_and_says_what_fits(tieup, arguments, said):
    result = tieup(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr.splitlines()[-1]


@pytest.mark.parametrize("command", [["deals"], ["companies"], ["timeline", "A"], ["coverage"]])
def test_a_missing_index_is_one_line(tieup, tmp_path, command):
    result = tieup(*command, "--index", tmp_path / "none")
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert str(tmp_path / "none") in line


def test_a_graph_that_cannot_be_written_is_one_line(tieup, tmp_path):
    result = tieup("deals", "--graphml", tmp_path / "no" / "such.graphml")
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert "such.graphml" in line


def test_help_has_an_example_for_each(tieup):
    for name in ("deals", "companies", "timeline", "coverage"):
        assert f"  {name} " in tieup("--help").stdout
        assert f"tieup {name}" in tieup(name, "--help").stdout
        assert all(len(line) <= 80 for line in tieup(name, "--help").stdout.splitlines())


def test_as_a_process_it_is_quiet_and_loads_no_model(index):
    code = (
        "import sys\nfrom tieup.ui.cli import main\n"
        f"sys.argv = ['tieup', 'deals', '--json', '--index', {str(index)!r}]\n"
        "try: main()\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        "assert not {'torch', 'gradio', 'llama_index', 'transformers'} & set(sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.returncode, done.stderr.count("Traceback")) == (0, 0), done.stderr
    assert all(json.loads(line)["parties"] for line in done.stdout.splitlines())


@pytest.mark.parametrize(
    ("find", "put", "word"),
    [
        (r'("quote": .*?"start": )(\d+)', r"\g<1>1\2", "the quote of a deal in article"),
        (r'("parties": .*?"end": )(\d+)', r"\g<1>1\2", "the party of a deal in article"),
        (r'("amount": .*?"text": ")', r"\1US", "the amount of a deal in article"),
        (r'("others": ).*?\], ', "", "can't be read"),
    ],
)
def test_doctor_names_evidence_that_is_not_the_text(index, tieup, tmp_path, find, put, word):
    tieup("deals")
    copy = tmp_path / "copy"
    shutil.copytree(index, copy)
    assert "deal" not in tieup("doctor", "--index", copy).output
    with sqlite3.connect(copy / "deals.sqlite") as connection:
        for row, data in connection.execute("SELECT rowid, data FROM report").fetchall():
            connection.execute("UPDATE report SET data = ? WHERE rowid = ?", (re.sub(find, put, data), row))
    connection.close()
    assert word in tieup("doctor", "--index", copy).output
    assert "deal" not in tieup("doctor", "--repair", "--index", copy).output
    assert tieup("deals", "--index", copy).stdout == tieup("deals").stdout
