"""The reference pages of `docs/`, made from the code: `make docs` writes them, a test holds them to it."""

import inspect
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import click
from fastapi import FastAPI

from .cli import main as command_line

_WIDTH = 100
_MADE = "<!-- Made by `make docs`; change the code, not this page. -->\n"
_OPTIONAL = (
    ("tieup.rag.llama", ("query_engine", "chat_engine", "TieupQueryEngine", "TieupChatEngine")),
    ("tieup.index.llama", ("TieupRetriever", "TieupEmbedding", "FaissStore")),
    ("tieup.rag", ("ModelServer",)),
)


def commands_page() -> str:
    """Every command's `--help`."""
    root = click.Context(
        command_line,
        info_name="tieup",
        terminal_width=_WIDTH,
        max_content_width=_WIDTH,
        # As when it is run: a command keeps the help option of whichever context asked for it first.
        help_option_names=list(command_line.context_settings["help_option_names"]),
    )
    parts = [_help(command_line, root)]
    for name in command_line.list_commands(root):
        parts += _helps(command_line.get_command(root, name), name, root)
    return f"{_MADE}# Commands\n\nWhat `--help` says of each.\n\n" + "\n".join(parts)


def _helps(command: click.Command | None, name: str, parent: click.Context) -> Iterator[str]:
    if command is None:
        return
    context = click.Context(command, parent=parent, info_name=name)
    yield _help(command, context)
    for inner in sorted(command.commands) if isinstance(command, click.Group) else ():
        yield from _helps(command.commands[inner], inner, context)  # pyright: ignore[reportAttributeAccessIssue]


def _help(command: click.Command, context: click.Context) -> str:
    return f"## {context.command_path}\n```text\n{command.get_help(context).rstrip()}\n```\n"


def python_page() -> str:
    """The public names of the package, with their signatures and what they say of themselves."""
    package = import_module("..", __package__)
    parts = [_described("tieup", name, getattr(package, name)) for name in package.__all__]
    for module, names in _OPTIONAL:
        home = import_module(module)
        parts += [_described(module, name, getattr(home, name)) for name in names]
    return f"{_MADE}# Python\n\nThe names that are kept once shipped.\n\n" + "\n".join(parts)


def _described(module: str, name: str, thing: Any) -> str:
    if not inspect.isclass(thing):
        return f"## {module}.{name}\n`{name}{_signature(thing)}`\n\n{_doc(thing)}"
    lines = [f"## {module}.{name}", _doc(thing)]
    value_of = vars(thing)
    if is_dataclass(thing):
        lines += [f"- `{one.name}`: {_typed(one.type)}" for one in fields(thing) if one.init]
        value_of = {member: value for member, value in value_of.items() if member != "__init__"}
    lines += [told for member, value in value_of.items() if (told := _member(member, value))]
    return "\n".join(lines) + "\n"


def _member(name: str, value: Any) -> str | None:
    """A public method or property of a class as one entry; nothing for what is inherited or private."""
    if isinstance(value, property):
        return f"- `{name}`: {_first(value)}"
    plain = value.__func__ if isinstance(value, classmethod | staticmethod) else value
    if not inspect.isfunction(plain) or (name.startswith("_") and name != "__init__"):
        return None
    shown = plain.__name__ if name != "__init__" else "made by"
    return f"- `{shown}{_signature(plain)}`" + (f": {_first(plain)}" if plain.__doc__ else "")


def _signature(function: Callable[..., Any]) -> str:
    """The parameters with their types as written, `self` left out."""
    parts: list[str] = []
    for name, one in inspect.signature(function).parameters.items():
        if name in ("self", "cls"):
            continue
        if one.kind is one.KEYWORD_ONLY and "*" not in parts:
            parts.append("*")
        typed = "" if one.annotation is one.empty else f": {_typed(one.annotation)}"
        plain = one.default is None or isinstance(one.default, str | int | float | tuple)
        default = "" if one.default is one.empty else f" = {one.default!r}" if plain else " = ..."
        star = {one.VAR_POSITIONAL: "*", one.VAR_KEYWORD: "**"}.get(one.kind, "")
        parts.append(f"{star}{name}{typed}{default}")
    return f"({', '.join(parts)})"


def _typed(annotation: Any) -> str:
    """A type by the last part of each name in it."""
    text = annotation if isinstance(annotation, str) else inspect.formatannotation(annotation)
    return re.sub(r"\b(?:[a-z_]+\.)+(?=[A-Za-z])", "", text).replace("'", "").replace("|", "or")


def _doc(thing: Any) -> str:
    return (inspect.getdoc(thing) or "").strip() + "\n"


def _first(thing: Any) -> str:
    return " ".join((inspect.getdoc(thing) or "").partition("\n\n")[0].split())


def http_page() -> str:
    """Every route of `/api` and `/v1`, with what it takes and gives."""
    from .api_chat import router as chat_routes
    from .api_routes import router as api_routes

    app = FastAPI()
    for routes in (api_routes, chat_routes):
        app.include_router(routes)
    schema = app.openapi()
    parts = [
        _operation(method, path, operation)
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
    ]
    models = [_model(name, model) for name, model in sorted(schema["components"]["schemas"].items())]
    return (
        f"{_MADE}# HTTP\n\nA server describes the same at `/docs` and `/openapi.json`. Errors have one "
        "shape on "
        'shape on every route: `{"error": {"message", "type", "param", "code"}}`.\n\n'
        + "\n".join(parts)
        + "\n# What is sent\n\n"
        + "\n".join(models)
    )


def _operation(method: str, path: str, operation: dict[str, Any]) -> str:
    lines = [f"## {method.upper()} {path}", operation.get("description", ""), ""]
    for one in operation.get("parameters", []):
        told = f": {one['description']}" if "description" in one else ""
        lines.append(f"- `{one['name']}` ({one['in']}, {_type(one['schema'])}){told}")
    for content in operation.get("requestBody", {}).get("content", {}).values():
        lines.append(f"- body: {_type(content['schema'])}")
    for status, response in operation["responses"].items():
        if status.startswith("2"):
            given = [_type(content.get("schema", {})) for content in response.get("content", {}).values()]
            lines.append(f"- gives {', '.join(given)}")
    return "\n".join(lines) + "\n"


def _model(name: str, model: dict[str, Any]) -> str:
    lines = [f"## {name}", model.get("description", ""), ""]
    needed = model.get("required", ())
    for field, value in model.get("properties", {}).items():
        told = f": {value['description']}" if "description" in value else ""
        lines.append(f"- `{field}` ({_type(value)}{', needed' if field in needed else ''}){told}")
    lines += [f"- one of {', '.join(f'`{value}`' for value in model['enum'])}"] if "enum" in model else []
    return "\n".join(lines) + "\n"


def _type(schema: dict[str, Any]) -> str:
    """A schema in a word or two."""
    if "$ref" in schema:
        name = str(schema["$ref"]).rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in schema:
        return " or ".join(_type(one) for one in schema["anyOf"])
    if "enum" in schema:
        return " or ".join(f"`{value}`" for value in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}))}"
    kind = str(schema.get("type", "anything"))
    return {"null": "nothing"}.get(kind, kind)


PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands_page, "python.md": python_page, "http.md": http_page,
}  # fmt: skip
"""The pages by the name of their file."""

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (folder / name).write_text(page().rstrip() + "\n", "utf-8")
