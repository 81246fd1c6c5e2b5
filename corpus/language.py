"""The language an article is written in."""

import re
from itertools import islice

from .types import Zone

_ENOUGH, _ENOUGH_CJK, _LOOKED_AT = 20, 5, 2000
_CLEAR = 4.0
"""The least lead of the best language, in log-probability: wrong guesses on headlines mostly led less."""
# py3langid tells Chinese varieties apart, not always rightly; readers filter by the written language.
_WRITTEN_AS = {"wuu": "zh", "yue": "zh", "zh-cn": "zh", "zh-tw": "zh", "nb": "no", "nn": "no"}
_PRESS_CODES = """
    af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fr ga gl gu he hi hr hu hy id is it ja ka
    kk km kn ko lo lt lv mk ml mn mr ms mt my ne nl no pa pl ps pt ro ru si sk sl sq sr sv sw ta te th tl
    tr uk ur uz vi zh
"""
_PRESS = frozenset(_PRESS_CODES.split())
"""Languages that have a press of their own: small kin of a large one would only be mistaken for it."""

_HAN = re.compile(r"[\u3400-\u9fff]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_LETTER = re.compile(r"[^\W\d_]")


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
    sample = sample[:_LOOKED_AT].strip()
    if by_script := _east_asian(sample):
        return by_script
    if len(_LETTER.findall(sample)) < _ENOUGH:
        return None
    # Imported here: it loads a model, and most files name their language.
    from py3langid import rank

    scores: dict[str, float] = {}
    for code, score in rank(sample):
        written = language_code(str(code))
        if written in _PRESS:
            scores.setdefault(written, float(score))
    (best, first), (_, second) = islice(scores.items(), 2)
    return best if first - second >= _CLEAR else None


def _east_asian(sample: str) -> str | None:
    """Chinese, Japanese or Korean, told by the script; company names in Latin letters stand among it."""
    han, kana, hangul = (len(script.findall(sample)) for script in (_HAN, _KANA, _HANGUL))
    whole = han + kana + hangul
    if whole < _ENOUGH_CJK or whole * 3 < len(_LETTER.findall(sample)):
        return None
    if hangul > han + kana:
        return "ko"
    return "ja" if kana * 20 > han else "zh"
