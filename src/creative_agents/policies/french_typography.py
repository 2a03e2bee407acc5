"""French typography: spaces, apostrophes, quotes, accents, as a French reader expects them."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Final

from creative_agents.domain.asset import Asset
from creative_agents.domain.review import Finding
from creative_agents.policies._fold import masked
from creative_agents.policies._french_capitals import without_accent
from creative_agents.policies._french_set_right import set_right, untouchable
from creative_agents.policies._later import later
from creative_agents.policies._lines import Line, lines
from creative_agents.policies.base import Place, PolicyContext, Rule

MISSING: Final = Rule(name="french_typography.missing_space", level="warning")
EXTRA: Final = Rule(name="french_typography.extra_space", level="warning")
BREAKS: Final = Rule(name="french_typography.breakable_space", level="suggestion")
APOSTROPHE: Final = Rule(name="french_typography.apostrophe", level="suggestion")
QUOTES: Final = Rule(name="french_typography.quotes", level="suggestion")
ACCENT: Final = Rule(name="french_typography.accent", level="suggestion")
ABBREVIATION: Final = Rule(name="french_typography.abbreviation", level="suggestion")
ELLIPSIS: Final = Rule(name="french_typography.ellipsis", level="suggestion")
LIGATURE: Final = Rule(name="french_typography.ligature", level="suggestion")
DOUBLED: Final = Rule(name="french_typography.doubled", level="suggestion")
AMOUNT: Final = Rule(name="french_typography.amount", level="suggestion")
MONTH: Final = Rule(name="french_typography.month", level="suggestion")
DASH: Final = Rule(name="french_typography.dash", level="suggestion")
UNIT: Final = Rule(name="french_typography.unit", level="suggestion")
RUN_ON: Final = Rule(name="french_typography.run_on", level="suggestion")
LOOSE: Final = Rule(name="french_typography.loose_space", level="suggestion")

_SPACES: Final = " \u00a0\u202f"
_MISSING: Final = later(
    r"[^\s\u00a0\u202f!?(\[.\u2026:;*_<][;!?](?![\w/])|[^\W\d_]:(?=\s|\d|$)|"
    r"\u00ab\w|[\w.!?\u2026]\u00bb|\d[%€](?!\w)"
)
_UNIT: Final = later(r"\d(?:(?:km|kg|cm|mm|ml|cl|mg|kWh)(?!\w)|\u00b0C(?!\w))")
_RUN_ON: Final = later(
    r",(?<=[a-zà-ÿœ]{2},)(?=[a-zà-ÿœ])|[.\u2026](?<=[a-zà-ÿœ]{3}[.\u2026])(?=[A-ZÀ-Þ][a-zà-ÿ])|"
    r"[?!](?=[A-ZÀ-Þ][a-zà-ÿ])"
)
_BREAKS: Final = later(r" [;:!?\u00bb%€](?![()/\w-])|\u00ab ")
_EXTRA: Final = later(
    rf"(?<=\w)[{_SPACES}]+(?:[,.](?=\s|$)|,(?=[a-zà-ÿ]))|\([{_SPACES}]+|[{_SPACES}]+\)(?!\))"
)
_LOOSE: Final = later(
    rf"(?<=\S)[{_SPACES}]{{2,}}(?=\S)|[cdjlmnstCDJLMNST]['\u2019] (?=\w)(?<![\w'\u2019]..\s)"
)
_APOSTROPHE: Final = later(r"['\u00b4`\u2018](?<=[^\W\d_].)(?=[^\W\d_])")
_QUOTES: Final = later(r"\"(?<!\d\")|\u201c|\u201d")
_NESTED: Final = later(r"\u00ab[^\u00bb\n]*\u00bb")
_ABBREVIATION: Final = later(
    r"(?<!\w)(?:\d+(?:èmes?|ièmes?|emes?|ères?|éme)|Mr(?=\.? )\.?|Mme\.|etc(?:\.{2,}|\u2026))(?!\w)"
)
_ELLIPSIS: Final = later(r"(?<!\.)(?<!etc)\.{3}(?!\.)")
_LIGATURE: Final = later(
    r"(?i:(?<!\w)(?:b|c|ch|s|m|n|v|man|[ld]['\u2019])?(?P<sign>oe)"
    r"(?=ufs?(?!\w)|ur(?:s|e)?(?!\w)|il(?:l|s?(?!\w))|uvr|uds?(?!\w)|ux?(?!\w)))"
)
_STOPS: Final = later(
    r"\.{4,}|(?<!\.)(?<!etc)\.\.(?![./])|,,+|;;+|\u2026\.+|[?!][ \u202f]?\.(?!\.)"
)
_WORD: Final = later(r"[^\W\d_]+")
_SMALL: Final = """
le les un une de des du et à au aux votre vos notre nos pour avec dans sur que qui par ce
"""
_ONCE: Final = frozenset(_SMALL.split())
"""Small words that never stand twice; "nous nous" and "vous vous" may."""
_AMOUNT: Final = later(
    rf"[€$£][{_SPACES}]?\d+(?:[.,{_SPACES}]\d+)*(?:[{_SPACES}]?[€$£])?(?!\w)|"
    rf"(?<![\d.,])\d+\.\d\d?[{_SPACES}]?(?:€|%|euros?(?!\w))"
)
_MONTH: Final = later(
    rf"\d(?:er)?[{_SPACES}](?P<sign>Janvier|Février|Mars|Avril|Mai|Juin|Juillet|Août|Septembre|"
    r"Octobre|Novembre|Décembre)(?!\w)"
)
_DASH: Final = later(r"(?<=[^\W\d_][ \u00a0])-(?=[ \u00a0][^\W\d_])|(?<=\S )--(?= \S)")

Find = Callable[[str], Iterator[tuple[int, int]]]


def _spans(pattern: re.Pattern[str], group: str | int = 0) -> Find:
    return lambda text: (match.span(group) for match in pattern.finditer(text))


def _quotes(text: str) -> Iterator[tuple[int, int]]:
    """Find each sign; curly ones inside guillemets are a quotation in a quotation."""
    nested = [match.span() for match in _NESTED.finditer(text)]
    for match in _QUOTES.finditer(text):
        inside = any(start < match.start() < end for start, end in nested)
        if not inside or match.group() == '"':
            yield match.span()


def _apostrophes(text: str) -> Iterator[tuple[int, int]]:
    """Find each that mixes with curly ones; of a text set with straight ones, the first."""
    straight = [match.span() for match in _APOSTROPHE.finditer(text)]
    yield from straight if "\u2019" in text else straight[:1]


def _doubled(text: str) -> Iterator[tuple[int, int]]:
    """Find stops that pile up, and small words that stand twice."""
    yield from (match.span() for match in _STOPS.finditer(text))
    words = text.casefold().split(" ")
    if any(one == two and one in _ONCE for one, two in pairwise(words)):
        for one, two in pairwise(_WORD.finditer(text)):
            same = one.group().casefold() == two.group().casefold() in _ONCE
            if same and text[one.end() : two.start()] == " ":
                yield one.start(), two.end()


_ALL: Final[tuple[tuple[Rule, str, Find], ...]] = (
    (MISSING, "[;!?:%€\u00ab\u00bb]", _spans(_MISSING)),
    (EXTRA, rf"[{_SPACES}][,.)]|\([{_SPACES}]", _spans(_EXTRA)),
    (DOUBLED, "", _doubled),
    (AMOUNT, "[€$£]|\\.\\d", _spans(_AMOUNT)),
    (MONTH, r"\d", _spans(_MONTH, "sign")),
    (UNIT, r"\d", _spans(_UNIT)),
    (RUN_ON, "", _spans(_RUN_ON)),
    (LOOSE, rf"[{_SPACES}'\u2019][{_SPACES}]", _spans(_LOOSE)),
)
_FINE: Final[tuple[tuple[Rule, str, Find], ...]] = (
    (BREAKS, "", _spans(_BREAKS)),
    (QUOTES, '["\u201c\u201d]', _quotes),
    (APOSTROPHE, "['\u00b4`\u2018]", _apostrophes),
    (ACCENT, "[ACEIO]", without_accent),
    (ABBREVIATION, r"\d[eèéi]|Mr|Mme\.|etc", _spans(_ABBREVIATION)),
    (ELLIPSIS, r"\.\.\.", _spans(_ELLIPSIS)),
    (LIGATURE, "[oO][eE]", _spans(_LIGATURE, "sign")),
    (DASH, "-[ -]", _spans(_DASH)),
)
_Rules = tuple[tuple[Rule, re.Pattern[str], Find], ...]
_RULES: Final[Mapping[bool, _Rules]] = {
    many: tuple((rule, later(hint), find) for rule, hint, find in rules)
    for many, rules in ((False, _ALL), (True, (*_ALL, *_FINE)))
}
"""What is looked for, with a sign without which it is nowhere; fine typography or not."""


def french_typography(piece: Asset, context: PolicyContext) -> Iterable[Finding]:
    """Find what a line does not keep of French typography, each sign at its place.

    A line set with straight apostrophes throughout is told once; one that mixes both is told at
    each. In a text message only spaces, doubled signs, amounts and months are told: its alphabet
    has no typographic apostrophe, no no-break space, no À and no œ.
    """
    if piece.language != "fr":
        return
    rules = _RULES[not _counts_segments(context)]
    for line in lines(piece, context):
        if line.kind != "script":
            yield from _remarks(line, rules, context)


def _remarks(line: Line, rules: _Rules, context: PolicyContext) -> Iterator[Finding]:
    text = masked(line.text)
    found = [
        rule.finding(context, Place(line.field, start, end))
        for rule, hint, find in rules
        for start, end in (find(text) if hint.search(text) else ())
        if line.text[start:end] == text[start:end]
    ]
    if not found or _counts_segments(context):  # a no-break space would cost a text message more
        yield from found
        return
    kept = untouchable(line, context)
    yield from (_with_replacement(finding, kept) for finding in found)


def _with_replacement(finding: Finding, kept: tuple[tuple[int, int], ...]) -> Finding:
    start, end = finding.start or 0, finding.end or 0
    if any(first < end and start < last for first, last in kept):
        return finding
    right = set_right(finding.rule.rpartition(".")[2], finding.quote)
    return finding.model_copy(update={"replacement": right}) if right else finding


def _counts_segments(context: PolicyContext) -> bool:
    format = context.channel.format
    limits = (*format.total, *(limit for field in format.fields for limit in field.limits))
    return any(limit.unit == "sms_segments" for limit in limits)
