"""That the ledger's file is asked through its indexes: a company's deals never read the whole table."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tieup.evals.deals_speed import company_names, made_up
from tieup.rag.deals import Correction
from tieup.rag.deals_corrections import add_correction
from tieup.rag.ledger import Ledger
from tieup.rag.names import NameRegistry

NAMES = company_names(12)


@pytest.mark.parametrize("partner", [None, NAMES[1]])
@pytest.mark.parametrize("corrected", [False, True])
def test_a_companys_deals_are_found_by_the_indexes(
    tmp_path: Path, partner: str | None, *, corrected: bool
) -> None:
    registry, corrections = NameRegistry.of_companies(NAMES), tmp_path / "corrections.jsonl"
    with closing(Ledger.in_file(tmp_path / "deals.sqlite", registry)) as ledger:
        ledger.fill(made_up(400, NAMES))
        if corrected:
            deal = ledger.deals(NAMES[2])[0]
            key = f"{deal.type}|{'|'.join(deal.parties)}"
            parties = " + ".join(sorted((NAMES[0], NAMES[3])))
            add_correction(corrections, Correction(deal.id, key, "parties", parties, "", "Ana", "2026-01-01"))
    asked: list[str] = []
    with closing(sqlite3.connect(tmp_path / "deals.sqlite")) as connection:
        connection.set_trace_callback(asked.append)
        assert Ledger(connection, registry, None, corrections).deals(NAMES[0], partner)
        connection.set_trace_callback(None)
        (query,) = [statement for statement in asked if "FROM report" in statement]
        plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {query}")]
    told = "; ".join(plan)
    assert "SEARCH report USING INDEX report_key" in told
    assert "SEARCH party USING PRIMARY KEY (company=?)" in told
    assert "SCAN report" not in told
    assert "SCAN party" not in told
