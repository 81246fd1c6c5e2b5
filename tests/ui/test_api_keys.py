"""Keys: made, kept as hashes, listed, removed."""

import json
import stat

import pytest
from click.testing import CliRunner
from tieup.corpus import ServeError
from tieup.ui.cli import main
from tieup.ui.keys import KeyFile


@pytest.fixture
def file(tmp_path):
    return KeyFile(tmp_path / "deep" / "keys.json")


def test_a_key_is_told_once_and_kept_as_a_hash(file):
    key, text = file.add("Ana", "write")
    assert file.find(text) == key
    assert (key.name, key.rights, key.writes) == ("Ana", "write", True)
    kept = file.path.read_text()
    assert text not in kept
    assert text.rpartition("_")[2] not in kept
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600


def test_no_other_text_is_a_key(file):
    _, text = file.add("Ana", "read")
    other, _ = file.add("Ben", "read")
    wrong = (
        "",
        text[:-1],
        text + "x",
        text[:-1] + ("A" if text[-1] != "A" else "B"),
        text.replace(text.split("_")[1], other.id),
        f"tieup_{other.id}_{other.digest[:43]}",
        text.upper(),
    )
    assert [file.find(one) for one in wrong] == [None] * len(wrong)


def test_a_key_is_removed_by_name_or_id_and_others_see_it(file):
    ana, _ = file.add("Ana", "read")
    _, text = file.add("Ben", "read")
    beside = KeyFile(file.path)
    assert beside.find(text)
    assert file.remove("Ben").name == "Ben"
    assert beside.find(text) is None
    assert file.remove(ana.id) == ana
    assert file.keys() == ()
    with pytest.raises(ServeError, match="no key 'Ben'"):
        file.remove("Ben")


@pytest.mark.parametrize("name", ["", "   ", "x" * 81, "a\x1b[2Jb"])
def test_a_key_needs_a_name_that_can_be_read(file, name):
    with pytest.raises(ServeError, match="1 to 80 characters"):
        file.add(name, "read")


def test_two_keys_of_one_name_would_be_confused(file):
    file.add("Ana", "read")
    with pytest.raises(ServeError, match="already"):
        file.add(" Ana ", "write")


@pytest.mark.parametrize("text", ["{", "[]", '{"keys": [{"id": "x"}]}', '{"version": 9, "keys": []}', "\xff"])
def test_a_file_that_makes_no_sense_is_said_to_be_one(file, text):
    file.add("Ana", "read")
    file.path.write_text(text, "latin-1")
    with pytest.raises(ServeError, match="key file"):
        file.keys()


def test_rights_can_not_be_made_up_in_the_file(file):
    file.add("Ana", "read")
    kept = json.loads(file.path.read_text())
    kept["keys"][0]["rights"] = "root"
    file.path.write_text(json.dumps(kept))
    with pytest.raises(ServeError):
        file.keys()


def test_the_commands(tmp_path, monkeypatch):
    monkeypatch.setenv("TIEUP_KEYS_FILE", str(tmp_path / "keys.json"))
    run = lambda *arguments: CliRunner().invoke(main, ["keys", *arguments])  # noqa: E731
    assert "No keys" in run("list").stderr
    made = run("add", "Ana", "--write")
    assert made.exit_code == 0
    (text,) = made.stdout.splitlines()
    key = KeyFile(tmp_path / "keys.json").find(text)
    assert run("list").stdout == f"{key.id}\twrite\t{key.created[:10]}\tAna\n"
    assert run("remove", "Ana").stdout == f"removed {key.id} (Ana)\n"
    missing = run("remove", "Ana")
    assert (missing.exit_code, missing.stderr.count("\n")) == (1, 1)
