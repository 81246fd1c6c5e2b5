"""Settings come from the environment, and an index may lie anywhere."""

from pathlib import Path

from tieup.index import Settings, Store


def test_defaults_lie_in_the_users_own_folders():
    settings = Settings.from_environment({})
    assert settings.index.parts[-2:] == ("tieup", "index")
    assert settings.embedding_model is None
    assert Settings.from_environment({"TIEUP_INDEX": "", "TIEUP_CACHE": ""}) == settings


def test_the_environment_is_heard(monkeypatch, tmp_path):
    monkeypatch.setenv("TIEUP_INDEX", "~/somewhere")
    monkeypatch.setenv("TIEUP_CACHE", str(tmp_path))
    monkeypatch.setenv("TIEUP_EMBEDDING_MODEL", "owner/model")
    monkeypatch.setenv("TIEUP_RERANKER", "owner/other")
    chosen = Settings(Path.home() / "somewhere", tmp_path, "owner/model", "owner/other")
    assert Settings.from_environment() == chosen


def test_a_folder_with_any_name(tmp_path, settings, embedder, news, three):
    place = tmp_path / "in dex #1?mode=ro%20 ü'"
    with Store.open(place, create=True, settings=settings, embedder=embedder) as store:
        store.add(news)
    with Store.open(place, settings=settings, embedder=embedder) as store:
        assert "copper" in store.search("copper ore", k=1)[0].passage.text
    assert [path.name for path in tmp_path.iterdir() if path != news] == [place.name]
