"""The short version of `make adversarial`: false sentences removed, true ones kept."""

import pytest
from click.testing import CliRunner
from tieup.evals import adversarial_command
from tieup.evals.adversarial import adversarial_cases, judged, overall


@pytest.mark.slow
def test_few_false_sentences_pass_and_few_true_ones_are_removed():
    rates, _ = judged(adversarial_cases(240, 300))
    assert sum(rate.cases for rate in rates if not rate.supported) > 200
    assert overall(rates, supported=False) >= 0.99
    assert overall(rates, supported=True) >= 0.93
    assert all(rate.share >= 0.9 for rate in rates if not rate.supported)


@pytest.mark.slow
def test_the_same_cases_are_made_each_time_and_the_command_reports_them(tmp_path):
    assert adversarial_cases(36, 30) == adversarial_cases(36, 30)
    done = CliRunner().invoke(
        adversarial_command, ["--wrong", "36", "--right", "30", "--out", str(tmp_path / "r.json")]
    )
    assert "removed: negation" in done.stdout
    assert (tmp_path / "r.json").exists()
