"""A day with Tieup in the folder given: add, ask, ask from Python, serve, load the page.

Run by test_offline.py in a process of its own.
"""

import re
import subprocess
import sys
import urllib.request
from pathlib import Path

TIEUP = [sys.executable, "-m", "tieup.ui.cli"]
QUESTION = "Who bought a stake in Quillon?"


def loaded(address: str) -> int:
    """Load the page at `address` and all that it names on this machine; the number of files."""
    page = urllib.request.urlopen(address, timeout=60).read().decode()
    parts = set(re.findall(r'(?:src|href)="\.?/?([\w./-]+\.(?:js|css))"', page))
    for part in parts:
        assert urllib.request.urlopen(f"{address}/{part}", timeout=60).read()
    return len(parts)


def main(folder: Path) -> None:
    """Do it all; whatever fails ends it with a traceback."""
    index, article = folder / "index", folder / "quillon.md"
    article.write_text(
        "---\ntitle: Marrowgate buys into Quillon\npublished: 2020-06-02\n---\n"
        "Marrowgate bought a stake of 40 per cent in Quillon on Tuesday.\n"
    )
    subprocess.run([*TIEUP, "add", article, "--index", index], check=True)
    asked = subprocess.run(
        [*TIEUP, "ask", QUESTION, "--index", index], check=True, capture_output=True, text=True
    )
    assert "Marrowgate" in asked.stdout, asked.stdout

    from tieup import Assistant

    assert Assistant.open(index).ask(QUESTION).citations
    with subprocess.Popen(
        [*TIEUP, "serve", "--port", "0", "--index", index], stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            address = re.search(r"http://\S+", server.stdout.readline())[0]
            sys.stdout.write(f"{loaded(address)} files loaded\n")
        finally:
            server.terminate()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
