"""The files that the web page is made with."""

from importlib.resources import files


def static(name: str) -> str:
    """The text of a file below `static/`."""
    return (files("tieup.ui") / "static" / name).read_text(encoding="utf-8")
