"""The language an article is written in."""

from .types import Zone

_ENOUGH, _LOOKED_AT = 40, 2000
# py3langid tells Chinese varieties apart, not always rightly; readers filter by the written language.
_WRITTEN_AS = {"wuu": "zh", "yue": "zh", "zh-cn": "zh", "zh-tw": "zh", "nb": "no", "nn": "no"}


def language_code(written: str) -> str | None:
    """The first part of a language tag, in lower case: "en-GB" gives "en"; None when it is none."""
    code = written.strip().lower().replace("_", "-")
    code = _WRITTEN_AS.get(code, code).split("-")[0]
    return code if code.isalpha() and 2 <= len(code) <= 3 else None


def detect_language(text: str, zones: tuple[Zone, ...]) -> str | None:
    """The language of the article's own text, as an ISO 639 code; None when there is too little of it."""
    sample = ""
    for zone in zones:
        if zone.kind.editorial and len(sample) < _LOOKED_AT:
            sample += text[zone.start : min(zone.end, zone.start + _LOOKED_AT)] + " "
    if len(sample) < _ENOUGH:
        return None
    # Imported here: it loads a model, and most files name their language.
    from py3langid import classify

    code, _ = classify(sample[:_LOOKED_AT])
    return language_code(str(code))
