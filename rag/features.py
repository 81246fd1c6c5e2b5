"""What is measured of every candidate sentence, before weights turn it into a score.

A sentence that answers does two things: it stands in the right article, and it says the asked-for thing
there. Names and topic words are usually shared by the whole article, so cosine and plain word overlap
find the sentences that repeat the question rather than the one that answers it. Hence the "focus"
measures: words weighted by how few sentences of the same article hold them, and cosines of vectors from
which the article's mean was taken.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from .kinds import HOLDS
from .lexicon import Floats, Lexicon
from .names import NameRegistry
from .pool import Ints, Pool
from .understanding import Asked
from .words import content_words, stem

NAMES = (
    "cosine", "cosine_gap", "context", "context_gap",
    "overlap", "overlap_gap", "bm25", "bm25_rank", "cosine_rank", "context_rank",
    "near_overlap", "near_overlap_gap",
    "article_overlap", "article_overlap_gap", "title_overlap", "article_fused", "article_first",
    "article_cosine", "article_cosine_gap",
    "soft", "soft_gap", "soft_article", "soft_article_gap",
    "focus", "focus_gap", "focus_rank", "focus_near", "focus_near_gap",
    "centred", "centred_gap", "centred_rank", "cosine_in_article_gap", "cosine_in_article_rank",
    "length", "short", "opening",
    "money", "percent", "number", "date", "reason", "speech", "typed_rank",
    "new_names", "shared_names", "missing_names", "foreign_names",
)  # fmt: skip
"""The measures, in the order of the columns of `measure`."""


Near = Callable[[Sequence[str], Sequence[str]], Floats]
"""How near words asked are to words of the corpus: [asked, others] in 0..1."""


@dataclass(frozen=True, slots=True)
class Measures:
    """`matrix` is float32 [sentences, len(NAMES)]; `soft` [sentences, words asked] how far each is met."""

    matrix: Floats
    soft: Floats
    weights: Floats


@dataclass(frozen=True, slots=True)
class Examined:
    """A question as understood, the sentences that might answer it, and their measures."""

    asked: Asked
    pool: Pool
    measures: Measures


def measure(
    asked: Asked, pool: Pool, lexicon: Lexicon, registry: NameRegistry, vectors: Floats, near: Near
) -> Measures:
    """Every measure of every sentence of `pool`.

    `vectors` are float32 [2, dimension]: the question alone and the question with the turn it leans on;
    `near` gives how near the question's words are to words of the corpus, [asked, others] in 0..1.
    """
    rows = pool.rows()
    overlap = _Overlap.of(asked, pool, lexicon, near)
    cosine = pool.vectors @ vectors[1]
    context = pool.context @ vectors[1]
    columns: dict[str, Floats] = {"cosine": cosine, "context": context}
    columns |= _lexical(asked, pool, lexicon, overlap)
    columns |= _of_article(pool, vectors, rows)
    columns |= _focus(overlap, rows)
    columns |= _centred(pool, vectors, rows)
    columns |= {"cosine_in_article_gap": cosine, "cosine_in_article_rank": cosine}
    columns |= _shape(pool, rows)
    columns |= _typed(asked, pool)
    columns |= _names(asked, pool, registry)
    typed = sum(columns[name] for name in HOLDS) + 0.5 * columns["new_names"] + columns["focus"]
    columns |= {
        "cosine_rank": cosine, "context_rank": context, "bm25_rank": columns["bm25"],
        "typed_rank": typed, "cosine_gap": cosine, "context_gap": context,
    }  # fmt: skip
    return Measures(_finished(columns, rows), overlap.soft, overlap.weights)


_IN_ARTICLE = frozenset(
    {"focus_gap", "focus_rank", "focus_near_gap", "centred_gap", "centred_rank", "cosine_in_article_gap",
     "cosine_in_article_rank", "typed_rank"}
)  # fmt: skip


def _finished(columns: dict[str, Floats], rows: Sequence[Ints]) -> Floats:
    """The matrix: `_gap` columns as distance to the best, `_rank` columns as 1 / rank, of article or pool."""
    everything = [np.concatenate(rows)] if rows else []
    done: list[Floats] = []
    for name in NAMES:
        values = columns[name].astype(np.float32)
        groups = rows if name in _IN_ARTICLE else everything
        if name.endswith("_gap"):
            values = _grouped(values, groups, lambda part: part - part.max())
        elif name.endswith("_rank"):
            values = _grouped(values, groups, _reciprocal_rank)
        done.append(values)
    return np.stack(done, axis=1)


def _grouped(values: Floats, groups: Sequence[Ints], change: Callable[[Floats], Floats]) -> Floats:
    changed = np.zeros_like(values)
    for group in groups:
        if len(group):
            changed[group] = change(values[group])
    return changed


def _reciprocal_rank(values: Floats) -> Floats:
    ranks = np.empty(len(values), np.float32)
    ranks[np.argsort(-values, kind="stable")] = np.arange(1, len(values) + 1)
    return np.reciprocal(ranks)


@dataclass(frozen=True, slots=True)
class _Overlap:
    """How far each sentence, title and article meets each word asked, 0..1, and what the words weigh."""

    soft: Floats  # [sentences, words]
    exact: Floats  # [sentences, words]: by stem
    titles: Floats  # [articles, words]: soft
    article: Ints
    weights: Floats  # [words]: rarity in the corpus times the word's own weight
    own: Floats  # [words]: the word's own weight alone

    @classmethod
    def of(cls, asked: Asked, pool: Pool, lexicon: Lexicon, near: Near) -> "_Overlap":
        words = [item.word for item in asked.words]
        own = np.array([item.weight for item in asked.words], np.float32)
        rarity = np.array([lexicon.rarity(word.stem) for word in words], np.float32)
        titles = [tuple(word.text for word in content_words(title)) for title in pool.titles]
        there = sorted({word for line in (*pool.words, *titles) for word in line if word in lexicon.rows})
        places = {word: place for place, word in enumerate(there)}
        likeness = near([word.text for word in words], there)
        exact = likeness >= 1.0
        lines = [[places[word] for word in line if word in places] for line in pool.words]
        heads = [[places[word] for word in line if word in places] for line in titles]
        return cls(
            _best(likeness, lines), _best(exact.astype(np.float32), lines), _best(likeness, heads),
            pool.article, own * rarity, own,
        )  # fmt: skip


def _best(likeness: Floats, lines: Sequence[Sequence[int]]) -> Floats:
    """For each line the best likeness of any of its words to each word asked: [lines, words asked]."""
    result = np.zeros((len(lines), likeness.shape[0]), np.float32)
    for row, places in enumerate(lines):
        if places:
            result[row] = likeness[:, places].max(axis=1)
    return result


def _share(met: Floats, weights: Floats) -> Floats:
    return (met @ weights) / max(float(weights.sum()), 1e-6)


def _lexical(asked: Asked, pool: Pool, lexicon: Lexicon, overlap: _Overlap) -> dict[str, Floats]:
    """Overlap of words: by stem, with neighbours and title, by article, by BM25 and by likeness."""
    exact, soft, weights = overlap.exact, overlap.soft, overlap.weights
    titles = (overlap.titles >= 1.0).astype(np.float32)
    by_article = _by_article(exact, overlap.article, len(pool.titles))
    soft_article = np.maximum(_by_article(soft, overlap.article, len(pool.titles)), overlap.titles)
    near = np.maximum(_with_neighbours(exact, overlap.article, 2, 1.0), titles[overlap.article])
    share = _share(exact, weights)
    near_share = _share(near, weights)
    article_share = _share(by_article, weights)[overlap.article]
    soft_share = _share(soft, weights)
    soft_article_share = _share(soft_article, weights)[overlap.article]
    bm25 = _bm25(asked, pool, lexicon)
    return {
        "overlap": share, "overlap_gap": share, "bm25": bm25 / max(float(bm25.max(initial=0)), 1e-6),
        "near_overlap": near_share, "near_overlap_gap": near_share,
        "article_overlap": article_share, "article_overlap_gap": article_share,
        "title_overlap": _share(titles, weights)[overlap.article],
        "soft": soft_share, "soft_gap": soft_share,
        "soft_article": soft_article_share, "soft_article_gap": soft_article_share,
    }  # fmt: skip


def _by_article(met: Floats, article: Ints, number: int) -> Floats:
    best = np.zeros((number, met.shape[1]), np.float32)
    np.maximum.at(best, article, met)
    return best


def _with_neighbours(met: Floats, article: Ints, reach: int, worth: float) -> Floats:
    """Each sentence's overlap joined with that of the sentences up to `reach` places away, times `worth`."""
    joined = met.copy()
    for step in range(1, reach + 1):
        same = (article[step:] == article[:-step])[:, None]
        joined[step:] = np.where(same, np.maximum(joined[step:], worth * met[:-step]), joined[step:])
        joined[:-step] = np.where(same, np.maximum(joined[:-step], worth * met[step:]), joined[:-step])
    return joined


def _bm25(asked: Asked, pool: Pool, lexicon: Lexicon) -> Floats:
    """Okapi BM25 (Robertson and Zaragoza 2009) of the sentences, with k1 = 1.2 and b = 0.75."""
    weights = {item.word.stem: item.weight * lexicon.rarity(item.word.stem) for item in asked.words}
    lengths = np.array([len(line) for line in pool.words], np.float32)
    norm = 1.2 * (0.25 + 0.75 * lengths / max(float(lengths.mean()) if len(lengths) else 1.0, 1.0))
    scores = np.zeros(len(pool), np.float32)
    for row, line in enumerate(pool.words):
        counts = Counter(found for word in line if (found := stem(word)) in weights)
        scores[row] = sum(weights[word] * times * 2.2 / (times + norm[row]) for word, times in counts.items())
    return scores


def _of_article(pool: Pool, vectors: Floats, rows: Sequence[Ints]) -> dict[str, Floats]:
    """How well the article as a whole fits: by its mean vector and by what retrieval thought of it."""
    means = unit(np.array([pool.vectors[group].mean(axis=0) for group in rows], np.float32))
    near = (means @ vectors[1])[pool.article] if rows else np.zeros(0, np.float32)
    top = float(pool.fused.max(initial=1e-6))
    return {
        "article_cosine": near, "article_cosine_gap": near,
        "article_fused": pool.fused / top, "article_first": (pool.article == 0).astype(np.float32),
    }  # fmt: skip


def _focus(overlap: _Overlap, rows: Sequence[Ints]) -> dict[str, Floats]:
    """Overlap with words weighted by how few sentences of the article meet them."""
    focus = np.zeros(len(overlap.article), np.float32)
    nearby = np.zeros(len(overlap.article), np.float32)
    joined = _with_neighbours(overlap.soft, overlap.article, 1, 0.7)
    for number, group in enumerate(rows):
        mass = overlap.soft[group].sum(axis=0)
        scarce = np.maximum(np.log((len(group) + 1) / (mass + 0.5)), 0) * overlap.own
        scarce *= np.where(overlap.titles[number] > 0.8, 0.3, 1.0)
        focus[group] = _share(overlap.soft[group], scarce)
        nearby[group] = _share(joined[group], scarce)
    return {
        "focus": focus,
        "focus_gap": focus,
        "focus_rank": focus,
        "focus_near": nearby,
        "focus_near_gap": nearby,
    }


def _centred(pool: Pool, vectors: Floats, rows: Sequence[Ints]) -> dict[str, Floats]:
    """Cosine of question and sentence after the article's mean is taken from both."""
    question = unit(0.7 * vectors[0] + 0.5 * vectors[1])
    values = np.zeros(len(pool), np.float32)
    for group in rows:
        mean = pool.vectors[group].mean(axis=0)
        values[group] = unit(pool.vectors[group] - mean) @ unit(question - mean)
    return {"centred": values, "centred_gap": values, "centred_rank": values}


def _shape(pool: Pool, rows: Sequence[Ints]) -> dict[str, Floats]:
    lengths = np.array([len(line) for line in pool.words], np.float32)
    opening = np.zeros(len(pool), np.float32)
    for group in rows:
        opening[group] = 1 / (1 + np.arange(len(group)))
    return {"length": np.log1p(lengths), "short": (lengths < 5).astype(np.float32), "opening": opening}


def _typed(asked: Asked, pool: Pool) -> dict[str, Floats]:
    """Whether the sentence holds what the question expects: a sum, a date, a reason..."""
    return {
        name: np.array(
            [
                name in asked.expected and pattern.search(sentence.text) is not None
                for sentence in pool.sentences
            ],
            np.float32,
        )
        for name, pattern in HOLDS.items()
    }


def _names(asked: Asked, pool: Pool, registry: NameRegistry) -> dict[str, Floats]:
    """Names: new ones where names are asked for, shared ones, missing ones, and those of other stories."""
    wanted = asked.names
    found = [
        {mention.name for mention in registry.find(sentence.text, sentence.article_id)}
        for sentence in pool.sentences
    ]
    there: dict[int, set[str]] = {}
    for number, names in zip(pool.article.tolist(), found, strict=True):
        there.setdefault(number, set()).update(names)
    size = max(len(wanted), 1)
    asks_names = "name" in asked.expected
    return {
        "new_names": np.array([min(len(names - wanted), 3) * asks_names for names in found], np.float32),
        "shared_names": np.array([len(names & wanted) / size for names in found], np.float32),
        "missing_names": np.array([len(wanted - there[n]) / size for n in pool.article.tolist()], np.float32),
        "foreign_names": np.array(
            [bool(wanted) and bool(names) and not names & wanted for names in found], np.float32
        ),
    }


def unit(vectors: Floats) -> Floats:
    """Rows scaled to length one; rows of zeros stay."""
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return (vectors / np.maximum(length, 1e-9)).astype(np.float32)
