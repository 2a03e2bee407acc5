"""French typography: no-break spaces, apostrophes and quotes, as a French reader expects them."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from creative_agents.domain.asset import Asset
from creative_agents.domain.review import Finding
from creative_agents.policies._fold import masked
from creative_agents.policies._lines import Line, lines
from creative_agents.policies.base import Place, PolicyContext, Rule

MISSING: Final = Rule(name="french_typography.missing_space", level="warning")
EXTRA: Final = Rule(name="french_typography.extra_space", level="warning")
BREAKS: Final = Rule(name="french_typography.breakable_space", level="suggestion")
APOSTROPHE: Final = Rule(name="french_typography.apostrophe", level="suggestion")
QUOTES: Final = Rule(name="french_typography.quotes", level="suggestion")
_EMOTICON: Final = r"(?<![:;])(?![()DPp]|-[()])"
_MISSING: Final = re.compile(
    rf"(?<=[^\s\u00a0\u202f!?(\[.\u2026:;*_])[;!?](?![\w/])|(?<=[^\W\d_]):(?=\s|$){_EMOTICON}|"
    r"\u00ab(?=\w)|(?<=[\w.!?\u2026])\u00bb|(?<=\d)[%\u20ac](?!\w)"
)
_BREAKS: Final = re.compile(r" (?=[;:!?\u00bb%\u20ac](?![()/\w-]))|(?<=\u00ab) ")
_EXTRA: Final = re.compile(r"(?<=\w)[ \u00a0\u202f]+[,.](?=\s|$)")
_APOSTROPHE: Final = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
_QUOTES: Final = re.compile(r"\"[^\"\n]+\"|\u201c[^\u201d\n]+\u201d")
_ALL: Final = ((MISSING, _MISSING), (EXTRA, _EXTRA))
_FINE: Final = ((BREAKS, _BREAKS), (APOSTROPHE, _APOSTROPHE), (QUOTES, _QUOTES))


def french_typography(piece: Asset, context: PolicyContext) -> Iterable[Finding]:
    """Find, once a line, each habit of French typography that a line does not keep.

    In a text message only a missing or an extra space is told: its alphabet has no typographic
    apostrophe and no no-break space.
    """
    if piece.language != "fr":
        return
    rules = _ALL if _counts_segments(context) else (*_ALL, *_FINE)
    for line in lines(piece, context):
        if line.kind != "script":
            yield from _remarks(line, rules, context)


def _remarks(
    line: Line, rules: tuple[tuple[Rule, re.Pattern[str]], ...], context: PolicyContext
) -> Iterator[Finding]:
    text = masked(line.text)
    for rule, pattern in rules:
        match = pattern.search(text)
        if match and line.text[match.start()] == text[match.start()]:
            yield rule.finding(context, Place(line.field, *match.span()))


def _counts_segments(context: PolicyContext) -> bool:
    format = context.channel.format
    limits = (*format.total, *(limit for field in format.fields for limit in field.limits))
    return any(limit.unit == "sms_segments" for limit in limits)
