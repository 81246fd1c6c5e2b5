"""The two plain pages beside the chat, without scripts: the log-in, and the list of what the API can do."""

from html import escape
from typing import Any

_HEAD = (
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width"><title>{title}</title><style>'
    ":root{{color-scheme:light dark;--text:#1b1f27;--faint:#5b6270;--line:#dfe2e8;--page:#f6f7f9;--card:#fff;"
    "--accent:#1d4ed8;--over:#b42318}}"
    "@media(prefers-color-scheme:dark){{:root{{--text:#e6e8ec;--faint:#a3aab8;--line:#343a45;--page:#14171c;"
    "--card:#1b1f26;--accent:#9db9ff;--over:#ff9d94}}}}"
    "body{{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:3rem auto;padding:0 1rem;"
    "background:var(--page);color:var(--text)}}a{{color:var(--accent)}}"
    "form{{max-width:22rem;margin:12vh auto 0;padding:1.5rem 1.75rem;border:1px solid var(--line);"
    "border-radius:12px;background:var(--card)}}form h1{{margin:0 0 1rem;font-size:1.35rem}}"
    "label{{font-size:.9rem;font-weight:600;color:var(--faint)}}"
    "input,button{{font:inherit;padding:.5rem .7rem;border-radius:8px}}"
    "input{{width:100%;box-sizing:border-box;margin:.25rem 0 1rem;border:1px solid var(--faint);"
    "background:var(--card);color:var(--text)}}"
    "button{{width:100%;border:0;background:var(--accent);color:var(--card);font-weight:600;cursor:pointer}}"
    ":focus-visible{{outline:2px solid var(--accent);outline-offset:1px}}[role=alert]{{color:var(--over)}}"
    "code,pre{{font-family:ui-monospace,monospace;font-size:.9em}}pre{{overflow:auto}}"
    "section{{border-top:1px solid var(--line);padding:.6rem 0}}h2{{font-size:1rem;margin:0}}"
    "p{{margin:.3rem 0}}"
    "</style></head><body>\n"
)


_SHOWN = (
    '<label for="name">{label}</label>'
    '<input id="name" name="username" autocomplete="username" autocapitalize="none"{more}>'
)
_HIDDEN = (
    '<label for="secret">{label}</label>'
    '<input id="secret" name="{name}" type="password" autocomplete="current-password" required{more}>'
)


def login_page(keys: bool, users: bool, problem: str = "") -> str:
    """The page that asks who comes: by a key, by name and password, or by either."""
    said = f'<p role="alert"><strong>{escape(problem)}</strong></p>' if problem else ""
    if users:
        name = "Your name (none with a key)" if keys else "Your name"
        secret = "Your password or key" if keys else "Your password"
        fields = _SHOWN.format(label=name, more=" autofocus" if keys else " required autofocus")
        fields += _HIDDEN.format(label=secret, name="password", more="")
    else:
        fields = _HIDDEN.format(label="Your key", name="key", more=" autofocus")
    return (
        _HEAD.format(title="Log in · Tieup")
        + f'<main><form method="post" action="/login"><h1>Tieup</h1>{said}'
        f"{fields}<button>Log in</button></form></main></body></html>\n"
    )


def docs_page(schema: dict[str, Any]) -> str:
    """What the API can do, from its OpenAPI description."""
    parts = [
        _operation(method, path, operation)
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
    ]
    return (
        _HEAD.format(title="API · Tieup")
        + f"<h1>{escape(schema['info']['title'])}</h1><p>{escape(schema['info'].get('description', ''))}</p>"
        '<p>For programs: <a href="/openapi.json">openapi.json</a></p>'
        + "\n".join(parts)
        + "</body></html>\n"
    )


def _operation(method: str, path: str, operation: dict[str, Any]) -> str:
    lines = [f"<h2><code>{escape(method.upper())} {escape(path)}</code></h2>"]
    lines += [f"<p>{escape(text)}</p>" for text in operation.get("description", "").split("\n\n") if text]
    items = [
        f"<li><code>{escape(one['name'])}</code> {escape(one.get('description', ''))}</li>"
        for one in operation.get("parameters", [])
    ]
    for media, content in operation.get("requestBody", {}).get("content", {}).items():
        name = str(content.get("schema", {}).get("$ref", "")).rpartition("/")[2]
        items.append(f"<li>Body: {escape(media)} <code>{escape(name)}</code></li>")
    lines += ["<ul>", *items, "</ul>"] if items else []
    return "<section>" + "".join(lines) + "</section>"
