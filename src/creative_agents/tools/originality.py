"""Originality: whose words these are, and whether anybody else could sign them.

Rules without a model, save where an embedding is given: lines that are near a competitor's or near
a past piece, pieces in which nothing is only ours, and taglines that nobody searched for.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from creative_agents.domain.asset import Asset, AssetField
from creative_agents.domain.base import Language
from creative_agents.domain.brand import Brand
from creative_agents.domain.catalogue import Catalogue
from creative_agents.domain.review import Finding
from creative_agents.tools._distinctive import only_ours
from creative_agents.tools._meaning import Embeddings, near_in_meaning
from creative_agents.tools._past_lines import Line, Near, held_lines, known_lines, nearest_line
from creative_agents.tools._remark import Span, remark, written
from creative_agents.tools._sentences import sentences, windows, words

FEWEST_WORDS: Final = 12
"""Under so many words a piece has no room for what is only ours."""

_STOPS: Final = ".!?…\u00a0\u202f "
"""What ends a sentence and is no part of the line."""

TAGLINES: Final = frozenset({"tagline", "slogan", "signature", "baseline", "strapline"})
"""Names of fields that hold a tagline."""


def check_originality(
    asset: Asset, brand: Brand, *, embeddings: Embeddings | None = None
) -> tuple[Finding, ...]:
    """Say what in a piece is somebody's already, and whether it could be anybody's.

    A line near a competitor's is a warning; one near a past piece of ours, one that means the same,
    a piece in which nothing is only ours and a tagline are suggestions. A competitor's line word
    for word is the business of the policy ``competitors``.

    Args:
        asset: The piece.
        brand: Whose piece, with its past pieces and its competitors.
        embeddings: An embedding (LangChain's), to find what says the same in other words; absent:
            words alone.

    Returns:
        The findings, in the order of the piece.
    """
    fields = written(asset)
    lines = known_lines(brand, asset.language)
    found: list[Finding] = []
    for field in fields:
        found.extend(_near(field, lines, brand.language))
        if field.name in TAGLINES:
            span = Span(field=field, start=0, end=len(field.text))
            found.append(remark("originality.tagline", brand.language, span, owner="legal"))
    if embeddings is not None:
        found.extend(_meaning(fields, lines, brand.language, embeddings))
    if _is_anyones(fields, brand):
        found.append(remark("originality.anyone", brand.language))
    return tuple(found)


def tagline_notice(tagline: str, language: Language) -> str:
    """Give the sentence that goes with a tagline wherever it is shown: it is not cleared."""
    texts = Catalogue.load("creative_agents.tools", "messages")
    return texts.say(language, "originality.tagline.message", quote=tagline)


def distinctive(asset: Asset, brand: Brand) -> tuple[str, ...]:
    """Give what in a piece is only ours: names, figures, places, cleared claims, quotes."""
    return tuple(dict.fromkeys(what for f in written(asset) for what in only_ours(f.text, brand)))


def _is_anyones(fields: tuple[AssetField, ...], brand: Brand) -> bool:
    long_enough = sum(len(words(field.text)) for field in fields) >= FEWEST_WORDS
    return long_enough and not any(any(only_ours(field.text, brand)) for field in fields)


class _Held(NamedTuple):
    """Words of a text that are near a line."""

    near: Near
    start: int
    end: int


def _near(field: AssetField, lines: tuple[Line, ...], language: Language) -> Iterator[Finding]:
    for held in _in_runs(sorted(_held(field, lines), key=lambda one: one.start), field.text):
        yield _resembles(held.near, Span(field=field, start=held.start, end=held.end), language)


def _in_runs(found: list[_Held], text: str) -> Iterator[_Held]:
    """Join sentences in a row that are near lines of one past piece: it is one copy of it."""
    kept: list[_Held] = []
    for one in found:
        last = kept[-1] if kept else None
        if last and _goes_on(last, one, text):
            line = one.near.line._replace(text=f"{last.near.line.text} {one.near.line.text}")
            near = Near(line, min(last.near.score, one.near.score))
            kept[-1] = _Held(near, last.start, one.end)
        else:
            kept.append(one)
    yield from kept


def _goes_on(last: _Held, one: _Held, text: str) -> bool:
    ours, theirs = last.near.line, one.near.line
    between = text[last.end : one.start]
    return ours.owner == "past" and ours.source == theirs.source and not between.strip(_STOPS)


def _held(field: AssetField, lines: tuple[Line, ...]) -> Iterator[_Held]:
    told: list[tuple[int, int]] = []
    for start, end in windows(field.text):
        near = nearest_line(field.text[start:end], lines) if not _meets(told, start, end) else None
        if near is not None:
            last = len(field.text[:end].rstrip(_STOPS))
            told.append((start, last))
            yield _Held(near, start, last)
    for near, start, end in held_lines(field.text, lines):
        if not _meets(told, start, end):
            told.append((start, end))
            yield _Held(near, start, end)


def _meets(told: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(start < last and first < end for first, last in told)


def _resembles(near: Near, span: Span, language: Language) -> Finding:
    theirs = near.line.owner == "competitor"
    return remark(
        "originality.competitor" if theirs else "originality.past",
        language,
        span,
        level="warning" if theirs else "suggestion",
        source=near.line.source,
        values={"name": near.line.name, "line": near.line.text, "near": round(near.score)},
    )


def _meaning(
    fields: tuple[AssetField, ...],
    lines: tuple[Line, ...],
    language: Language,
    embeddings: Embeddings,
) -> Iterator[Finding]:
    spans = [
        Span(field=field, start=start, end=end)
        for field in fields
        for start, end in sentences(field.text)
        if nearest_line(field.text[start:end], lines) is None
    ]
    for span, line in near_in_meaning(spans, lines, embeddings):
        told = {"name": line.name, "line": line.text}
        yield remark("originality.meaning", language, span, source=line.source, values=told)
