"""Proof: which entry of the folder says, word for word and figure for figure, what a text says."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import Final

from creative_agents.domain.asset import Asset, AssetField
from creative_agents.domain.base import Confidence, Language
from creative_agents.domain.brand import Brand, ClaimKind, Competitor
from creative_agents.policies._checkable import Checkable, checkable, families
from creative_agents.policies._counts import LONGEST
from creative_agents.policies._figures import Figure, figures
from creative_agents.policies._fold import letters
from creative_agents.policies._ledger import LedgerEntry, Standing, ledger, quote_entry
from creative_agents.policies._lines import Line
from creative_agents.policies._prices import named_in, named_products, priced
from creative_agents.policies._spelled import spelled
from creative_agents.policies._tokens import BREAK, Token, runs, tokens
from creative_agents.policies._turned import around, hedge, limits, turned
from creative_agents.policies.base import Place
from creative_agents.policies.quotes import attributed, fidelity, names

_LIKE: Final = 0.5
_MOST: Final = 1000
_GRAVITY: Final[dict[Standing, int]] = {
    "proved": 0,
    "not_for_market": 1,
    "expired": 2,
    "unproved": 3,
}
_BY_ITS_FAMILY: Final = frozenset(
    {"superlative", "comparison", "guarantee", "environment", "health", "testimonial"}
)


@dataclass(frozen=True, slots=True)
class Matched:
    """A claim of a piece, and what a rule says of it."""

    place: Place
    """The words that claim."""
    sentence: Place
    """The sentence in which they stand."""
    kind: ClaimKind
    """Their family."""
    standing: Standing
    """What may be said."""
    entry: LedgerEntry | None
    """The entry that says it; of an unproved claim the one that it looks like, or nothing."""
    sure: Confidence
    """How sure the match is: ``high`` for the words of the entry, ``low`` for a likeness."""
    turned: bool = False
    """True for the words of an entry in a sentence that turns them: no judgement undoes that."""


def match_by_rule(piece: Asset, brand: Brand, *, market: str, on: date) -> tuple[Matched, ...]:
    """Find the claims of a piece and match each to the folder, by wording and figures alone.

    A claim is proved by the whole wording of an entry, in order, with its figures and units, in
    a sentence that neither denies, limits nor asks; a price by the offer or the product that the
    text names; a quotation by its words and its author.

    Args:
        piece: The copy.
        brand: Whose folder it is.
        market: ISO 3166-1 code of the market where the copy runs.
        on: The first day on which it may be read.

    Returns:
        The claims in the order of the piece; of a text over 200,000 code points those of its
        beginning, and never more than 1,000 a text.
    """
    found: list[Matched] = []
    for field in piece.fields:
        if field.text.strip():
            found.extend(_in_field(_Reading(piece, brand, market, on, _line(field))))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Reading:
    """One text, and what it is read against."""

    piece: Asset
    brand: Brand
    market: str
    on: date
    line: Line

    @property
    def language(self) -> Language:
        return self.piece.language

    def row(self) -> tuple[Token, ...]:
        return tokens(self.line.text[:LONGEST], self.language)


@dataclass(frozen=True, slots=True)
class _Worded:
    """Words of a text that are a wording of an entry."""

    start: int
    end: int
    entry: LedgerEntry
    standing: Standing


def _line(field: AssetField) -> Line:
    return Line(field, "text", letters(field.text))


def _in_field(reading: _Reading) -> Iterator[Matched]:
    spoken = [*islice(_spoken(reading), _MOST)]
    worded = [each for each in _worded(reading) if not _within(each, spoken, reading.line)]
    plain = [*islice(checkable(reading.line, reading.language), _MOST)]
    made = [*spoken]
    for words in worded:
        held = [each for each in plain if _inside(each, words)]
        if held or words.entry.id.startswith("claims/"):
            made.append(_of_wording(reading, words))
    for each in plain:
        covered = any(_inside(each, words) for words in worded) or _is_season(each, reading.on)
        if not covered and not _within(each, spoken, reading.line):
            made.append(_of_expression(reading, each))
    yield from sorted(made, key=lambda matched: matched.place.start or 0)


def _is_season(one: Checkable, on: date) -> bool:
    """Whether a number is this year or the next, which copy may name."""
    figure = one.figure
    year = figure is not None and figure.kind == "number" and not figure.unit
    return year and figure is not None and figure.value in {on.year, on.year + 1}


def _inside(one: Checkable, words: _Worded) -> bool:
    return words.start <= one.start and one.end <= words.end


def _within(one: Checkable | _Worded, spoken: Iterable[Matched], line: Line) -> bool:
    start, end = line.bare.span(one.start, one.end)
    return any((s.place.start or 0) <= start and end <= (s.place.end or 0) for s in spoken)


def _spoken(reading: _Reading) -> Iterator[Matched]:
    """Match the words that somebody is said to have spoken."""
    for start, end in attributed(reading.line):
        place = Place(reading.line.field, start, end)
        entry: LedgerEntry | None = None
        standing: Standing = "unproved"
        sure: Confidence = "low"
        for quote in reading.brand.quotes:
            kept = fidelity(quote, place.quote)
            if kept is not None:
                entry = quote_entry(quote)
                said = kept != "cut" and names(quote, reading.piece)
                standing = entry.stands(reading.market, reading.on) if said else "unproved"
                sure = "high" if kept == "whole" else "medium"
                break
        yield Matched(place, place, "testimonial", standing, entry, sure)


def _worded(reading: _Reading) -> list[_Worded]:
    """Find the wordings of the ledger in a text; the longest first where two overlap."""
    found = sorted(_wordings(reading), key=lambda w: (w.start - w.end, _GRAVITY[w.standing]))
    kept: list[_Worded] = []
    for words in found:
        if not any(words.start < other.end and other.start < words.end for other in kept):
            kept.append(words)
    return kept


def _wordings(reading: _Reading) -> Iterator[_Worded]:
    row = reading.row()
    forms = {token.form for token in row}
    for entry in ledger(reading.brand):
        for wording in entry.wordings:
            wanted = _trimmed(tokens(wording, reading.language))
            if len(wanted) > 1 and all(token.form in forms for token in wanted):
                for first, last in runs(row, wanted):
                    own = letters(wording).plain
                    start = _back(reading.line.plain, row[first].start, own[: wanted[0].start])
                    end = _on(reading.line.plain, row[last - 1].end, own[wanted[-1].end :])
                    yield _Worded(start, end, entry, _standing(reading, entry, start, end))


def _back(plain: str, start: int, article: str) -> int:
    """Take in the article with which the wording begins, where the text has it too."""
    return start - len(article) if plain[:start].endswith(article) else start


def _on(plain: str, end: int, rest: str) -> int:
    """Take in the small words with which the wording ends, where the text has them too."""
    rest = rest.rstrip(" .!")
    return end + len(rest) if plain.startswith(rest, end) else end


def _trimmed(row: tuple[Token, ...]) -> tuple[Token, ...]:
    while row and row[-1].form == BREAK:
        row = row[:-1]
    return row


def _standing(reading: _Reading, entry: LedgerEntry, start: int, end: int) -> Standing:
    plain = reading.line.plain
    if turned(plain, start, end) or _names_another(reading, entry, start, end):
        return "unproved"
    return entry.stands(reading.market, reading.on)


def _names_another(reading: _Reading, entry: LedgerEntry, start: int, end: int) -> bool:
    """Whether the words are said of a competitor, or of another product than a fact's."""
    before, after, _ = around(reading.line.plain, start, end)
    if rivals_in(f"{before} {after}", reading.brand.competitors):
        return True
    if not entry.id.startswith("products/") or len(reading.brand.products) == 1:
        return False
    from_sentence = named_products(
        f"{before} {reading.line.plain[start:end]} {after}", reading.brand
    )
    named = from_sentence or named_in(reading.piece, reading.brand)
    return named != {entry.fact.id}


def rivals_in(plain: str, competitors: Iterable[Competitor]) -> bool:
    """Whether a folded text names a competitor."""
    words = f" {plain} "
    return any(f" {letters(rival.name).plain} " in words for rival in competitors)


def _of_wording(reading: _Reading, words: _Worded) -> Matched:
    line = reading.line
    sure: Confidence = "low" if words.standing == "unproved" else "high"
    return Matched(
        line.place(words.start, words.end),
        _sentence(line, words.start, words.end),
        words.entry.kind,
        words.standing,
        words.entry,
        sure,
        turned=words.standing == "unproved",
    )


def _of_expression(reading: _Reading, one: Checkable) -> Matched:
    line = reading.line
    place, sentence = line.place(one.start, one.end), _sentence(line, one.start, one.end)
    if one.kind == "price" and one.figure is not None:
        entry, said = priced(one.figure, line, reading.piece, reading.brand)
        if entry is not None:
            standing = entry.stands(reading.market, reading.on) if said else "unproved"
            return Matched(place, sentence, one.kind, standing, entry, "high" if said else "low")
    return Matched(place, sentence, one.kind, "unproved", _like(reading, one), "low")


def _sentence(line: Line, start: int, end: int) -> Place:
    before, after, _ = around(line.plain, start, end)
    return line.place(start - len(before.lstrip()), end + len(after.rstrip()))


def _like(reading: _Reading, one: Checkable) -> LedgerEntry | None:
    """Name the entry that a claim looks like: half its words, or its figure."""
    sentence = _sentence(reading.line, one.start, one.end).quote
    said = {token.form for token in tokens(sentence, reading.language)}
    best: tuple[float, LedgerEntry] | None = None
    for entry in ledger(reading.brand):
        score = max(_overlap(said, wording, reading.language) for wording in entry.wordings)
        if score >= _LIKE and (best is None or score > best[0]):
            best = (score, entry)
    return best[1] if best else None


@lru_cache(maxsize=2048)
def _forms(wording: str, language: Language) -> frozenset[str]:
    return frozenset(token.form for token in tokens(wording, language)) - {BREAK}


def _overlap(said: set[str], wording: str, language: Language) -> float:
    wanted = _forms(wording, language)
    shared = wanted & said
    enough = len(shared) > 1 or any(":" in form for form in shared)
    return len(shared) / len(wanted) if enough else 0.0


def may_rest_on(
    matched: Matched, entry: LedgerEntry, brand: Brand, language: Language, words: str
) -> bool:
    """Whether a rule allows that a claim rests on an entry whose words are not the same.

    The sentence denies and limits neither more nor less than the entry, asks nothing and names no
    competitor; each of its figures is a figure of the entry, with its unit and its "more than";
    a claim of a family that the law watches rests on an entry of that family.

    Args:
        matched: The claim.
        entry: The entry that is said to prove it.
        brand: Whose folder it is.
        language: The language of the copy.
        words: The words of the entry that are said to prove it.
    """
    sentence = letters(matched.sentence.quote).plain
    held = letters("\n".join((*entry.wordings, entry.statement))).plain
    closing = matched.sentence.field.text[matched.sentence.end :].lstrip()[:1]
    if closing == "?" or rivals_in(sentence, brand.competitors):
        return False
    if matched.turned or limits(sentence) != limits(_sentence_of(words, entry)):
        return False
    watched = matched.kind in _BY_ITS_FAMILY and matched.kind != entry.kind
    if watched and matched.kind not in families(held, language):
        return False
    ours = [*_figures(held, language)]
    return all(said in ours for said in _figures(sentence, language))


def _sentence_of(words: str, entry: LedgerEntry) -> str:
    """Give the whole sentence of an entry in which some of its words stand, folded."""
    wanted = letters(words).plain
    for text in (*entry.wordings, entry.statement):
        plain = letters(text).plain
        if (start := plain.find(wanted)) >= 0:
            before, after, _ = around(plain, start, start + len(wanted))
            return f"{before}{wanted}{after}"
    return wanted


def _figures(plain: str, language: Language) -> Iterator[tuple[str, str, str, str, str]]:
    """Give the figures of a text with all that must agree: unit, what is counted, "more than"."""
    found = figures(plain, language)
    for figure in (*found, *_in_words(plain, found)):
        bare = figure.kind == "number" and not figure.unit
        counted = _counted(plain, figure, language) if bare else ""
        said = hedge(plain, figure.start)
        yield figure.kind, f"{figure.value.normalize():f}", figure.unit, counted, said


def _in_words(plain: str, found: tuple[Figure, ...]) -> Iterator[Figure]:
    for value, start, end in spelled(plain):
        if not any(figure.start < end and start < figure.end for figure in found):
            yield Figure("number", Decimal(value), "", start, end)


def _counted(plain: str, figure: Figure, language: Language) -> str:
    following = (token for token in tokens(plain, language) if token.start >= figure.end)
    return next((token.form for token in following), "")
