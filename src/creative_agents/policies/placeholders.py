"""Placeholders: nothing unfinished and nothing of the machine is left in the copy."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from creative_agents.domain.asset import Asset
from creative_agents.domain.review import Finding
from creative_agents.policies._lexicon import lexicon
from creative_agents.policies._lines import Line, lines
from creative_agents.policies.base import Place, PolicyContext, Rule

HOLE: Final = Rule(name="placeholders.hole", level="error")
FILLER: Final = Rule(name="placeholders.filler", level="error")
MARKUP: Final = Rule(name="placeholders.markup", level="error")
CHATTER: Final = Rule(name="placeholders.chatter", level="error")
_HOLES: Final = re.compile(
    r"\[[^\[\]\d][^\[\]]*\]|<[a-zA-Z][\w \u00c0-\u00ff-]*>|\{\{[^{}]*\}\}|\{[^{}]*\}|%%\w+%%|_{3,}"
)
_INSERTION: Final = re.compile(
    r"\{(?:keyword|location|countdown|customizer|if|param\d)\b[^{}]*\}", re.IGNORECASE
)
_MERGE: Final = re.compile(r"\{\{\s*[\w.]+(?:\s*\|[^{}]*)?\s*\}\}|%%\w+%%")
_MARKUP: Final = re.compile(
    r"\*\*[^*\n]{1,400}\*\*|\*\*|^#{1,6} |^```\w*|```|\[[^\]]{1,200}\]\(https?[^)]*\)|"
    r"</?(?:b|i|p|br|strong|em|div|span|h[1-6]|ul|li)\b[^>]*>|&(?:amp|nbsp|quot|#\d+);|"
    r"\\n|^\s*[{\[]\s*\"|\"\s*:\s*\"|\"\s*[}\]]\s*,?\s*$",
    re.MULTILINE,
)
_SIGNS: Final = re.compile(r"[\[<{%_*#`&\\\"]")
"""What stands in every text that holds a hole or markup."""
_RICH: Final = re.compile(
    r"\*\*[^*\n]{1,400}\*\*|^#{1,6} |\[[^\]]{1,200}\]\(https?[^)]*\)", re.MULTILINE
)


def placeholders(piece: Asset, context: PolicyContext) -> Iterable[Finding]:
    """Find holes to fill, filler text, markup and a machine's chatter.

    Dynamic insertion (``{KeyWord:Shoes}``) may stand anywhere, merge tags (``{{ first_name }}``)
    in a mail or a message, Markdown in a long text, notes in brackets in a script.
    """
    for line in lines(piece, context):
        yield from _leftovers(line, context)
        if _SIGNS.search(line.text) is None:
            continue
        yield from _holes(line, context)
        for match in _MARKUP.finditer(line.text):
            if line.kind != "long_text" or not _RICH.match(line.text, match.start()):
                yield MARKUP.finding(context, Place(line.field, *match.span()))


def _leftovers(line: Line, context: PolicyContext) -> Iterator[Finding]:
    """Look in both languages: a machine often speaks English before it writes French."""
    known = lexicon("leftovers")
    hits = (*known.find(line.plain, "en"), *known.find(line.plain, "fr"))
    for hit in {(hit.start, hit.end): hit for hit in hits}.values():
        place = line.place(hit.start, hit.end)
        if hit.entry.family == "filler":
            yield FILLER.finding(context, place)
        elif hit.start == 0 and line.kind != "script":
            yield CHATTER.finding(context, place)


def _holes(line: Line, context: PolicyContext) -> Iterator[Finding]:
    for match in _HOLES.finditer(line.text):
        hole = match.group()
        link = line.text[match.end() : match.end() + 1] == "("
        merges = context.channel.format.unsubscribe and _MERGE.fullmatch(hole)
        in_script = line.kind == "script" and hole.startswith("[")
        tag = hole.startswith("<") and _MARKUP.fullmatch(hole)
        json = '"' in hole
        if not (_INSERTION.fullmatch(hole) or merges or in_script or link or tag or json):
            yield HOLE.finding(context, Place(line.field, *match.span()))
