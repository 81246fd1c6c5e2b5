"""The house rules that a tool can hold: packaging, the public face, sizes, documents that agree."""

import ast
import importlib
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import tieup

ROOT = Path(__file__).parent.parent
ROOMS = ("corpus", "index", "rag", "ui", "evals")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
MODULES = [ROOT / "__init__.py", *(file for room in ROOMS for file in sorted((ROOT / room).rglob("*.py")))]
HEAVY = ("numpy", "torch", "faiss", "onnxruntime", "llama_index", "gradio", "pydantic", "tieup.corpus")
MOST_LINES, MOST_IN_A_FUNCTION = 400, 60


def names_of(file):
    """`rag/words.py` for messages, and for CONTRIBUTING."""
    return str(file.relative_to(ROOT))


def canonical(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def required(requirements):
    return {canonical(re.match(r"[\w.-]+", line)[0]) for line in requirements}


def test_every_package_is_listed():
    # setuptools leaves an unlisted one out of the wheel without a word.
    folders = {
        "tieup." + ".".join(file.parent.relative_to(ROOT).parts)
        for room in ROOMS
        for file in (ROOT / room).rglob("*.py")
    }
    assert set(PROJECT["tool"]["setuptools"]["packages"]) == {"tieup"} | folders


def test_every_data_file_goes_into_the_wheel():
    listed = {
        file
        for package, patterns in PROJECT["tool"]["setuptools"]["package-data"].items()
        for pattern in patterns
        for file in (ROOT / Path(*package.split(".")[1:])).glob(pattern)
    }
    tracked = subprocess.run(
        ["git", "ls-files", *ROOMS, "py.typed"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if tracked.returncode:
        pytest.skip("not a git checkout, so there is no saying which files belong to the project")
    data = {ROOT / name for name in tracked.stdout.splitlines() if not name.endswith(".py")}
    assert {names_of(file) for file in data - listed if file.exists()} == set()


def test_importing_the_package_loads_nothing():
    code = "import sys, tieup; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not set(HEAVY) & set(done.stdout.split())


@pytest.mark.parametrize("package", ["tieup", *(f"tieup.{room}" for room in ROOMS)])
def test_public_names_resolve_once_and_in_order(package):
    module = importlib.import_module(package)
    names = getattr(module, "__all__", [])
    assert len(set(names)) == len(names)
    assert all(getattr(module, name) is not None for name in names)


def test_the_root_offers_what_its_rooms_define():
    assert sorted(tieup._HOMES) == sorted(tieup.__all__)
    for name, home in tieup._HOMES.items():
        assert getattr(tieup, name) is getattr(importlib.import_module(home, "tieup"), name)
    with pytest.raises(AttributeError, match="no attribute 'Assistent'"):
        _ = tieup.Assistent


@pytest.mark.parametrize("file", MODULES, ids=names_of)
def test_modules_say_what_they_are_and_keep_to_the_limits(file):
    text = file.read_text("utf-8")
    tree = ast.parse(text)
    assert len(ast.get_docstring(tree) or "") > 20, f"{names_of(file)} needs a docstring that says what it is"
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = [node.name for node in functions if node.end_lineno - node.lineno >= MOST_IN_A_FUNCTION]
    assert not long, f"{names_of(file)}: over {MOST_IN_A_FUNCTION} lines: {long}"
    if text.count("\n") > MOST_LINES:
        reasons = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
        assert f"`{names_of(file)}`" in reasons, f"{names_of(file)} is over {MOST_LINES} lines: say why there"


def test_imports_inside_the_package_are_relative_and_outside_ones_declared():
    declared = required(PROJECT["project"]["dependencies"]) | {"tieup"}
    # `make fit` and `make screenshots` are for developers and need the development extra.
    # The writer needs the extra `llm`, traces need `otel`; both say so where it is missing.
    extras = PROJECT["project"]["optional-dependencies"]
    declared_by_file = {
        "rag/writer.py": declared | required(extras["llm"]),
        "ui/api_traces.py": declared | required(extras["otel"]),
    }
    only_dev = {
        "ui/screenshots.py",
        "evals/page.py",
        *(names_of(file) for file in MODULES if file.match("evals/fit*.py")),
    }
    owners = packages_distributions()
    missing = set()
    for file in MODULES:
        for module in _absolute_imports(file):
            assert module != "tieup", f"{names_of(file)}: import rooms relatively"
            if module in sys.stdlib_module_names or names_of(file) in only_dev:
                continue
            wanted = declared_by_file.get(names_of(file), declared)
            if not {canonical(owner) for owner in owners.get(module, [])} & wanted:
                missing.add((names_of(file), module))
    assert not missing


def test_every_declared_package_is_imported():
    owners = packages_distributions()
    used = {
        canonical(owner)
        for file in MODULES
        for module in _absolute_imports(file)
        for owner in owners.get(module, [])
    }
    # What sentence-transformers runs on, declared to be pinned; what trafilatura needs but fails to bring.
    assert required(PROJECT["project"]["dependencies"]) - used <= {"torch", "lxml-html-clean"}


def _absolute_imports(file):
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield str(node.module).split(".")[0]


def test_every_dependency_is_explained_and_pinned():
    extras = [line for group in PROJECT["project"]["optional-dependencies"].values() for line in group]
    wanted = required(PROJECT["project"]["dependencies"]) | required(extras)
    table = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("## Dependencies")[2]
    explained = {canonical(name) for name in re.findall(r"^\| ([\w.-]+) \|", table, re.MULTILINE)}
    assert wanted == explained - {"package"}
    pins = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", line) for line in pins), "a pin is a name and one version"
    assert wanted <= required(pins)
    # A "+cpu" would keep pip from the same release on other registries.
    assert "torch==2.13.0" in pins
    assert not [line for line in pins if line.startswith(("nvidia-", "triton"))]


def test_the_changelog_begins_with_this_version():
    newest = re.search(r"^## ([\d.]+\d)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert newest
    assert newest[1] == PROJECT["project"]["version"]


def test_ci_and_pre_commit_run_the_same_checks():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    lint = makefile.partition("\nlint:")[2].partition("\n\n")[0]
    hooks = (ROOT / ".pre-commit-config.yaml").read_text("utf-8")
    assert "make lint" in (ROOT / ".ci" / "run").read_text("utf-8")
    for tool in ("ruff check", "ruff format --check", "pyright", "lint-imports"):
        assert f"$(BIN)/{tool}" in lint
        assert f".venv/bin/{tool}" in hooks
