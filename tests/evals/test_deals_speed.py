"""The benchmark of the ledger, at a size that takes seconds."""

from pathlib import Path

from tieup.evals.deals_speed import LIMIT, company_names, ledger_speed, made_up


def test_the_names_differ() -> None:
    assert len(set(company_names(5000))) == 5000


def test_made_up_deals_are_the_same_each_time() -> None:
    names = company_names(50)
    assert list(made_up(5, names)) == list(made_up(5, names))
    assert list(made_up(5, names)) != list(made_up(5, names, seed=2))


def test_a_company_of_a_large_ledger_is_answered_at_once(tmp_path: Path) -> None:
    speed = ledger_speed(tmp_path, deals=5000, companies=250, queries=20)
    assert speed.most > 10
    assert len(speed.seconds) == 20
    assert speed.seconds[0] < LIMIT  # the quickest: this machine may be busy with something else
