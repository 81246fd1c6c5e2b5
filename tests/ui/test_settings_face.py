"""Settings: flags before the environment before the file, secrets never shown, slips named."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner
from tieup.corpus import SettingsError
from tieup.ui.cli import main
from tieup.ui.settings import Settings, load, shown

SECRET = "sk-velmora-5512"


@pytest.fixture
def file(monkeypatch, tmp_path):
    """A settings file that Tieup is told of, empty at first, in an environment without other settings."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"TIEUP_{name.upper()}", raising=False)
    file = tmp_path / "settings.toml"
    file.write_text("")
    monkeypatch.setenv("TIEUP_SETTINGS", str(file))
    return file


def test_a_flag_goes_before_the_environment_and_that_before_the_file(file, monkeypatch):
    assert load().port == 7860
    file.write_text("port = 8001\nllm_timeout = 5")
    assert load().port == 8001
    monkeypatch.setenv("TIEUP_PORT", "8002")
    assert load().port == 8002
    assert load(port=8003, host=None).port == 8003
    assert load().llm_timeout == 5


def test_each_setting_says_where_it_comes_from(file, monkeypatch):
    file.write_text(f'port = 8001\nllm_api_key = "{SECRET}"')
    monkeypatch.setenv("TIEUP_HOST", "0.0.0.0")
    monkeypatch.setenv("TIEUP_CORS_ORIGINS", "https://a.example, https://b.example")
    lines = {line.name: line for line in shown(load())}
    assert (lines["port"].value, lines["port"].source) == ("8001", "file")
    assert (lines["host"].value, lines["host"].source) == ("0.0.0.0", "environment")
    assert (lines["max_body"].value, lines["max_body"].source) == ("1000000", "default")
    assert lines["cors_origins"].value == "https://a.example, https://b.example"
    assert lines["index"].value.endswith("index")
    assert (lines["llm_api_key"].value, lines["llm_api_key"].source) == ("set", "file")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("port = 99999", "port"),
        ("prot = 80", "prot"),
        ('llm_base_url = "ftp://x"', "llm_base_url"),
        ("port = ", "not TOML"),
        (f'llm_api_key = ["{SECRET}"]', "llm_api_key"),
    ],
)
def test_a_slip_is_named_in_one_line_without_secrets(file, text, told):
    file.write_text(text)
    with pytest.raises(SettingsError, match=told) as problem:
        load()
    assert "\n" not in str(problem.value)
    assert str(file) in str(problem.value)
    assert SECRET not in str(problem.value)


def test_a_slip_in_the_environment_names_the_variable(file, monkeypatch):
    monkeypatch.setenv("TIEUP_PORT", "high")
    with pytest.raises(SettingsError, match=r"^TIEUP_PORT: "):
        load()


def test_a_file_that_is_named_must_be_there(file):
    file.unlink()
    with pytest.raises(SettingsError, match="no such file; correct TIEUP_SETTINGS"):
        load()


def test_the_command_shows_them_and_never_the_key(file):
    file.write_text(f'llm_model = "tiny"\nllm_api_key = "{SECRET}"')
    text = CliRunner().invoke(main, ["settings"])
    assert text.exit_code == 0
    assert "tiny  (file: " in text.stdout
    listed = CliRunner().invoke(main, ["settings", "--json"])
    assert {line["name"] for line in json.loads(listed.stdout)} == set(Settings.model_fields)
    assert SECRET not in text.output + listed.output


def test_the_file_chooses_the_index_of_a_command(file, tmp_path, monkeypatch):
    monkeypatch.delenv("TIEUP_INDEX", raising=False)
    file.write_text(f'index = "{tmp_path / "nowhere"}"')
    result = CliRunner().invoke(main, ["articles"])
    monkeypatch.delenv("TIEUP_INDEX", raising=False)  # the command put it there
    assert result.exit_code == 1
    assert str(tmp_path / "nowhere") in result.stderr


def test_a_question_loads_no_pydantic_settings_and_no_llama_index(file, tmp_path):
    code = (
        "import sys; from click.testing import CliRunner; from tieup.ui.cli import main; "
        f"CliRunner().invoke(main, ['ask', 'Who?', '--index', {str(tmp_path / 'none')!r}]); "
        "print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "tieup.rag.assistant" in done.stdout
    assert not {"pydantic_settings", "pydantic", "llama_index", "openai"} & set(done.stdout.split())
