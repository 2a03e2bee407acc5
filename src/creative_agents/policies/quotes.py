"""Quotes: words given to a person are in the brand's folder, letter for letter."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise
from typing import Final, Literal

from rapidfuzz import fuzz

from creative_agents.domain.asset import Asset
from creative_agents.domain.brand import Quote
from creative_agents.domain.review import Finding
from creative_agents.policies._counts import LONGEST
from creative_agents.policies._fold import letters, signs
from creative_agents.policies._known import sayable
from creative_agents.policies._later import later
from creative_agents.policies._lines import Line, lines
from creative_agents.policies.base import Place, PolicyContext, Rule

INVENTED: Final = Rule(name="quotes.invented", level="error", owner="legal")
ALTERED: Final = Rule(name="quotes.altered", level="error", owner="legal")
AUTHOR: Final = Rule(name="quotes.author", level="error", owner="legal")
CUT: Final = Rule(name="quotes.cut", level="warning", owner="legal")
EXCERPT: Final = Rule(name="quotes.excerpt", level="suggestion", owner="legal")
Fidelity = Literal["whole", "excerpt", "cut"]
"""How much of a quote stands in a piece: all of it, whole sentences of it, less than a sentence."""

_SPEECH: Final = later(
    r"\u00ab([^\u00ab\u00bb]+)\u00bb|\u201c([^\u201c\u201d]+)\u201d|\"([^\"\n]+)\""
)
_SAYS: Final = (
    r"says?|said|tells?(?: us)?|told us|explains?|according to|review(?:ed)? by|writes?|wrote|"
    r"dit|explique|raconte|confie|affirme|selon|temoigne|avis de|ecrit|declare|assure|ajoute"
)
_UPPER: Final = r"[A-Z\u00c0-\u00dc]"
_NAME: Final = rf"{_UPPER}[\w\u2019'-]+"
_SIGNED_NAME: Final = rf"{_NAME}\s{_UPPER}\.|{_NAME},\s(?:\d\d\s(?:ans|years)|{_NAME})"
_BEFORE: Final = later(rf"\b(?:{_SAYS})\b[^.!?]{{0,60}}$")
_VERB: Final = later(rf"\b(?:{_SAYS})\b")
_NAMED_BEFORE: Final = later(rf"(?:{_SIGNED_NAME})[^.!?\n]{{0,20}}\s?:\s*$|[\u2605\u2b50]\s*$")
_SIGNED: Final = later(
    rf"\s*,?\s*(?:[-\u2013\u2014~]\s*(?:{_NAME}|@)|[(,]\s*{_NAME}|(?:{_SIGNED_NAME}))|"
    rf"\s+{_NAME}(?:\s{_NAME}){{0,2}},\s[a-zà-ÿ][^.!?\n]{{1,60}}(?:[.!?\n]|$)|\s+{_NAME}\s{_NAME}\s*$|"
    r"\s*,?\s*[(\u2013\u2014-]?\s*(?:(?:un|une) )?(?:client|acheteu|verified|happy customer)"
)
_TOLD_TO_SAY: Final = later(
    r"(?:(?:^|[.!?:;\n(])\s*|\b(?:please|just|always|simply|must|should)\s+)"
    r"(?:say|tell|explain|write|explique|raconte|confie|affirme|declare|assure|ajoute)$"
)
"""An order to say some words, or an advice: nobody said them."""
_ANYBODY: Final = later(r"\b(?:vous|tu|on|nous|je|j'ai|you|we|i|nobody|personne)\b")
_NEAR: Final = 20
_WINDOW: Final = 120
_AFTER: Final = later(
    rf"[\s,]*(?:{_SAYS})\b|[\s,]*[a-z]+ (?:{_SAYS})\b|"
    r"[\s,]*(?:nous |m'|me )?(?:a|ont|avait)-(?:t-)?(?:elles?|ils?|on) (?:[a-z]+ )?"
    r"(?:ecrit|dit|confie|raconte|repondu|lance|resume|souffle)\b"
)
_NAMED_AFTER: Final = later(
    rf"[\s,]*(?:(?:nous|me|lui|leur)\s|[mn][\u2019'])?(?:a|ont|avait)\s(?:[a-zé]+\s)?"
    r"(?:écrit|dit|confié|raconté|répondu|lancé|résumé|soufflé|glissé|expliqué|assuré|affirmé|"
    rf"déclaré|reconnu|avoué)\s(?:(?:une?|notre)\s[\w-]+,?\s)?{_NAME}|"
    rf"[\s,]*{_NAME}(?:\s{_NAME})?(?:,\s[^.!?\n,]{{1,40}},)?\s"
    r"(?:told\sus|wrote|confided|admitted|replied|confirmed|confessed|whispered)\b"
)
"""Who spoke, after the verb in French and before it in English: a name."""
_SIGNATURE: Final = later(
    rf"[.!?\u2026]\s*(?:[\u2013\u2014-]\s*(?P<who>{_NAME}(?:\s{_UPPER}[\w'\u2019.-]*)*)"
    rf"(?:,\s[^.!?\n]{{1,40}})?|(?:{_SIGNED_NAME})(?:,\s[^.!?\n]{{1,40}})?)\s*$",
    re.MULTILINE,
)
_GAP: Final = later(r"[\[(]?(?:\.\.\.|\u2026)[\])]?")
_FIELDS: Final = frozenset({"quote", "quotes", "testimonial", "review", "citation", "temoignage"})
_LABEL: Final = "disclosure"
"""The field whose words in quotation marks are to be shown, and nobody's speech."""
_FEW: Final = 3
_MOST: Final = 10_000
"""Quotations of one text that are read; `claims` says that a longer text was not read whole."""
_ALMOST: Final = 70.0
_ALMOST_A_PART: Final = 80.0
_A_PART: Final = 0.3


def quotes(piece: Asset, context: PolicyContext) -> Iterable[Finding]:
    """Find speech that is given to someone and is not theirs, or not their words.

    Words in quotation marks that nobody is said to have spoken are left alone, and so are the
    voices of a script and the mention that a brief orders.
    """
    for line in lines(piece, context):
        if line.kind != "script" and line.field.name != _LABEL:
            for start, end in attributed(line):
                yield from _check(line, (start, end), piece, context)


def attributed(line: Line) -> Iterator[tuple[int, int]]:
    """Give the spans of words that somebody is said to have spoken, in code points."""
    text = line.text[:LONGEST]
    spoken = [*islice(_SPEECH.finditer(text), _MOST)]
    own_field = line.field.name in _FIELDS
    for match in spoken:
        group = match.lastindex or 0
        if len(match[group].split()) >= _FEW and (own_field or _given_to_someone(line, match)):
            yield _trimmed(line.text, *match.span(group))
    signed = _SIGNATURE.search(text)
    if not spoken and (signed or own_field):
        end = signed.start() + 1 if signed else len(text)
        start = 0 if own_field else text.rfind("\n", 0, end) + 1
        yield _trimmed(line.text, start, end)


def _given_to_someone(line: Line, match: re.Match[str]) -> bool:
    start, end = match.span()
    before, after = line.text[max(0, start - _WINDOW) : start], line.text[end : end + _WINDOW]
    introduced = _introduced(letters(before).plain)
    named = introduced or _NAMED_BEFORE.search(before)
    told = _AFTER.match(letters(after).plain) or _NAMED_AFTER.match(after)
    return bool(named or told or _SIGNED.match(after))


def _introduced(before: str) -> bool:
    """Whether words before a quotation say that somebody spoke it: no reader, and no order."""
    found = _BEFORE.search(before)
    if found is None or _ANYBODY.search(before, max(0, found.start() - _NEAR)):
        return False
    verbs = _VERB.finditer(before, found.start())
    return any(_TOLD_TO_SAY.search(before[: verb.end()]) is None for verb in verbs)


def _check(
    line: Line, span: tuple[int, int], piece: Asset, context: PolicyContext
) -> Iterator[Finding]:
    place = Place(line.field, *span)
    publishable = [q for q in context.brand.quotes if sayable(q, context.on_air)]
    for ours in publishable:
        kept = fidelity(ours, place.quote)
        if kept is not None:
            own_field = line.field.name in _FIELDS
            yield from _of_ours(ours, kept, place, context, named=own_field or names(ours, piece))
            return
    close = next((q for q in publishable if _resembles(q, place.quote)), None)
    if close is not None:
        yield ALTERED.finding(context, place, source=f"quotes/{close.id}", text=close.text)
    else:
        yield INVENTED.finding(context, place)


def _of_ours(
    quote: Quote, kept: Fidelity, place: Place, context: PolicyContext, *, named: bool
) -> Iterator[Finding]:
    source = f"quotes/{quote.id}"
    if not named:
        yield AUTHOR.finding(context, place, source=source, author=quote.author)
    if kept != "whole":
        rule = CUT if kept == "cut" else EXCERPT
        yield rule.finding(context, place, source=source, text=quote.text)


def _resembles(quote: Quote, spoken: str) -> bool:
    ours, theirs = signs(quote.text).plain, signs(spoken).plain
    length = len(theirs) / len(ours)
    if length < _A_PART:
        return False
    almost = _ALMOST if length >= _ALMOST / 100 else _ALMOST_A_PART
    return fuzz.partial_ratio(ours, theirs, score_cutoff=almost) > 0


def fidelity(quote: Quote, spoken: str) -> Fidelity | None:
    """Say how much of a quote some words are; nothing when they are not its words.

    Typography, case and punctuation may differ; "..." may stand for words left out.

    Args:
        quote: The quote of the folder.
        spoken: The words, as the piece gives them.
    """
    words = _words(quote.text)
    parts = [part for part in map(_words, _GAP.split(spoken)) if part]
    spans: list[tuple[int, int]] = []
    for part in parts:
        start = _found(part, words, spans[-1][1] if spans else 0)
        if start is None:
            return None
        spans.append((start, start + len(part)))
    if not spans:
        return None
    if spans == [(0, len(words))]:
        return "whole"
    ends = {0, len(words), *_sentence_ends(quote.text)}
    sentences = all(start in ends and end in ends for start, end in spans)
    return "excerpt" if sentences else "cut"


def names(quote: Quote, piece: Asset) -> bool:
    """Whether a piece names the author of a quote, and gives them no other surname.

    Args:
        quote: The quote of the folder.
        piece: The piece that carries it.
    """
    whole = piece.full_text()
    author = quote.author.split(",")[0].split()
    if not author or not re.search(
        rf"(?<!\w){re.escape(letters(author[0]).plain)}(?!\w)", letters(whole).plain
    ):
        return False
    followed = re.findall(rf"{re.escape(author[0])}[^\S\n]({_UPPER}[\w\u2019'-]*)", whole)
    return (
        all(letters(author[1]).plain.startswith(letters(name).plain[:1]) for name in followed)
        if author[1:]
        else True
    )


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", signs(text).plain)


def _found(part: list[str], words: list[str], start: int) -> int | None:
    last = len(words) - len(part)
    return next((n for n in range(start, last + 1) if words[n : n + len(part)] == part), None)


def _sentence_ends(text: str) -> Iterator[int]:
    """Give, for each sentence end, the number of words until it."""
    ends = [match.end() for match in re.finditer(r"[.!?\u2026]+(?=\s|$)", text)]
    for _, end in pairwise([0, *ends]):
        yield len(_words(text[:end]))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    raw = text[start:end]
    return start + len(raw) - len(raw.lstrip()), end - (
        len(raw) - len(raw.rstrip(" \t\n\u00a0\u202f,"))
    )
