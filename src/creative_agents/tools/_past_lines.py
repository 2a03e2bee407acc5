"""Lines that ran: the brand's own and its competitors', to compare a new one with."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from creative_agents.domain.base import Language
from creative_agents.domain.brand import Brand
from creative_agents.domain.by_identity import by_identity
from creative_agents.tools._remark import is_copy
from creative_agents.tools._sentences import sentences

NEAR_COMPETITOR: Final = 78.0
"""Likeness, of 100, from which a line resembles a competitor's."""
NEAR_PAST: Final = 88.0
"""Likeness from which it repeats one of ours: a brand may sound like itself."""

HELD: Final = 92.0
"""Likeness from which part of a longer sentence repeats a line of five words or more."""

_FEWEST_LETTERS: Final = 10
_FEWEST_HELD: Final = 5
_FEWEST_APART: Final = 4
"""Words of the shortest line that one changed word leaves recognisable."""
_SMALL_APART: Final = 2
"""Small words that may be more or fewer."""
_SMALL: Final = """
a an the and or but of in on at to for by is are was it its no not you your we our this that with
le la les l un une des d de du et ou mais au aux en dans sur par pour est sont il elle on ne n pas
que qui qu se s ce c son sa ses vous votre vos nous notre nos
"""
_SMALL_WORDS: Final = frozenset(_SMALL.split())
"""Words that tell nothing by themselves."""
_FEWEST_WORDS: Final = {"competitor": 2, "past": 4}
_WORD: Final = re.compile(r"[^\W_]+")


class Line(NamedTuple):
    """A line that ran."""

    text: str
    """As it ran."""
    plain: str
    """In bare letters."""
    owner: Literal["competitor", "past"]
    """Whose."""
    name: str
    """The competitor's name, or the id of the past piece."""
    source: str
    """Where it stands in the brand folder."""


class Near(NamedTuple):
    """A line and its likeness."""

    line: Line
    """The line."""
    score: float
    """Likeness, of 100."""


@by_identity(32)
def known_lines(brand: Brand, language: Language) -> tuple[Line, ...]:
    """Give the lines to compare with: competitors' in any language, ours in this one.

    What must repeat is left out: legal lines, calls to act, cleared claims, quotes, names.
    """
    repeats = {bare(text) for text in _repeats(brand)}
    theirs = (
        Line(line, bare(line), "competitor", rival.name, "competitors")
        for rival in brand.competitors
        for line in rival.lines
    )
    ours = (
        Line(text, bare(text), "past", piece.id, f"pieces/{piece.id}")
        for piece in brand.pieces
        if piece.language == language
        for text in _lines(piece.fields)
    )
    return (
        *(line for line in theirs if _is_long_enough(line)),
        *(line for line in ours if _is_long_enough(line) and not _in(line.plain, repeats)),
    )


def nearest_line(text: str, lines: tuple[Line, ...]) -> Near | None:
    """Find the line that a sentence resembles most, where it resembles one enough.

    A competitor's line word for word is left to the policy that refuses it.
    """
    plain = bare(text)
    if len(plain) < _FEWEST_LETTERS:
        return None
    found = process.extract(
        plain,
        [line.plain for line in lines],
        scorer=fuzz.token_sort_ratio,
        score_cutoff=NEAR_COMPETITOR,
        limit=5,
    )
    near = (Near(lines[index], score) for _, score, index in found)
    return next((each for each in near if _counts(each, text)), None) or _a_word_apart(text, lines)


def _a_word_apart(text: str, lines: tuple[Line, ...]) -> Near | None:
    """Find the competitor's line from which one word was changed, or small words alone."""
    said = bare(text).split()
    for line in lines:
        if line.owner != "competitor":
            continue
        theirs = line.plain.split()
        most = max(len(said), len(theirs))
        if most < _FEWEST_APART or abs(len(said) - len(theirs)) > _SMALL_APART:
            continue
        ours, their = _telling(said), _telling(theirs)
        same = len(ours) > 1 and ours == their
        if same or (
            Levenshtein.distance(said, theirs, score_cutoff=1) <= 1
            and len(set(ours) & set(their)) > 1
        ):
            near = Near(line, round(100 * Levenshtein.normalized_similarity(said, theirs), 1))
            if _counts(near, text):
                return near
    return None


def _telling(words: list[str]) -> list[str]:
    return [word for word in words if word not in _SMALL_WORDS]


def held_lines(text: str, lines: tuple[Line, ...]) -> Iterator[tuple[Near, int, int]]:
    """Find lines that a longer sentence holds, word for word or nearly.

    Args:
        text: The sentence, or several.
        lines: The lines to compare with; those under five words are too common to tell.

    Returns:
        Each line with its likeness, and the span of the words that hold it.
    """
    said = [(match.start(), match.end(), bare(match.group())) for match in _WORD.finditer(text)]
    plain = " ".join(word for _, _, word in said)
    for line in lines:
        if len(line.plain) >= len(plain) or len(line.plain.split()) < _FEWEST_HELD:
            continue
        found = fuzz.partial_ratio_alignment(line.plain, plain, score_cutoff=HELD)
        near = Near(line, found.score) if found else None
        if found and near and _counts(near, text):
            first = plain.count(" ", 0, found.dest_start + 1)
            last = plain.count(" ", 0, found.dest_end - 1)
            yield near, said[first][0], said[last][1]


def bare(text: str) -> str:
    """Give the words in small letters without accents, one space between them."""
    return _line(text) if len(text) <= _LONGEST_LINE else _folded(text)


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    return " ".join(_WORD.findall(plain.translate(_WITHOUT_MARKS)))


_line = lru_cache(maxsize=8192)(_folded)
_LONGEST_LINE: Final = 1000
"""Code points of a text that is remembered, at most."""


class _Marks(dict[int, int | None]):
    """What becomes of a sign: an accent that stands alone goes; found out when first met."""

    def __missing__(self, code: int) -> int | None:
        self[code] = kept = None if unicodedata.combining(chr(code)) else code
        return kept


_WITHOUT_MARKS: Final = _Marks()


def _counts(near: Near, text: str) -> bool:
    if near.line.owner == "competitor":
        return _as_written(near.line.text) not in _as_written(text)
    return near.score >= NEAR_PAST


def _as_written(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split()).rstrip(". ")


def _lines(fields: dict[str, tuple[str, ...]]) -> Iterator[str]:
    for name, texts in fields.items():
        for text in texts if is_copy(name) else ():
            yield from (text[start:end] for start, end in sentences(text))


def _is_long_enough(line: Line) -> bool:
    enough = len(line.plain.split()) >= _FEWEST_WORDS[line.owner]
    return enough and len(line.plain) >= _FEWEST_LETTERS


def _in(plain: str, repeats: set[str]) -> bool:
    return any(plain in text or (text and text in plain) for text in repeats)


def _repeats(brand: Brand) -> Iterator[str]:
    for offer in brand.offers:
        yield from filter(None, (offer.legal_line, offer.cta, offer.conditions))
    for claim in brand.claims:
        yield from (claim.text, *claim.wording)
    yield from (quote.text for quote in brand.quotes)
    if brand.boilerplate:
        yield brand.boilerplate
