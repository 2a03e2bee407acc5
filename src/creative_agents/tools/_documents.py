"""The rules of a brand over a text that is no piece of a channel."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from time import monotonic
from typing import Final

from creative_agents.domain.asset import Asset, AssetField
from creative_agents.domain.base import Language
from creative_agents.domain.brand import Brand
from creative_agents.domain.catalogue import Catalogue
from creative_agents.domain.channel import Channel, FormatField, Localised
from creative_agents.domain.channel import Format as Shape
from creative_agents.domain.review import Finding
from creative_agents.policies import check
from creative_agents.policies._registry import piece_policies
from creative_agents.policies.base import Policy, PolicyContext
from creative_agents.rules import Bounds, suppress
from creative_agents.rules.blocks import Block
from creative_agents.rules.formats import Format, cut
from creative_agents.rules.formats.skipping import USUAL
from creative_agents.rules.formats.spread import pieces
from creative_agents.rules.formats.unreadable import UnreadableError
from creative_agents.rules.newlines import Newlines
from creative_agents.rules.suppressions import in_comments
from creative_agents.rules.switches import Switches

OF_A_CHANNEL: Final = frozenset(
    {
        "agreement",
        "forbidden_signs",
        "french_typography",
        "limits",
        "locked_line",
        "mandatories",
        "placeholders",
        "required_fields",
        "responsive_search",
        "sms_parts",
        "unsubscribe",
        "whole_words",
    }
)
"""Policies that ask what only the fields of a channel can answer; a pack reads typography."""

SECONDS: Final = 5.0
"""How long the rules of a brand may read one text."""

AT_ONCE: Final = 40
"""Blocks that are read together, at most: a clock is looked at between two lots."""

LONGEST: Final = 10_000
"""Code points that are read together, at most."""

FIELD: Final = "text"

DOCUMENT: Final = Channel(
    name="document",
    label=Localised(en="Document", fr="Document"),
    platform="owned",
    media="owned",
    stages=("consider",),
    role=Localised(en="A text of its own.", fr="Un texte à part."),
    format=Shape(
        fields=(
            FormatField(
                name=FIELD,
                label=Localised(en="Text", fr="Texte"),
                purpose=Localised(en="The text.", fr="Le texte."),
                kind="long_text",
                max_count=1_000_000,
            ),
        )
    ),
    source="file",
    checked=date(2026, 11, 22),
)
"""A channel that asks nothing."""


def check_document(  # noqa: PLR0913 - what is read, against what, where, when
    text: str,
    format: Format,
    brand: Brand,
    *,
    language: Language,
    market: str | None,
    on: date,
) -> Iterator[Finding]:
    """Run the policies that ask for no channel over the blocks of a text.

    Args:
        text: The text.
        format: How it is written.
        brand: Whose text.
        language: Its language.
        market: Where it is read.
        on: The day.

    Returns:
        Findings in code points of `text`; one that is `incomplete` where time was over.
    """
    lines = Newlines(text)
    bounds = Bounds()
    shown = lines.text[: bounds.size]  # what is longer the packs tell as incomplete
    try:
        document = cut(shown, format, USUAL, bounds)
    except (TimeoutError, UnreadableError):
        yield _unfinished(brand.language)
        return
    switches = Switches(document.comments)
    allowed, _ = in_comments(document.comments, on=on)
    context = PolicyContext(brand=brand, channel=DOCUMENT, today=on, market=market)
    policies = [rule for rule in piece_policies() if _name(rule) not in OF_A_CHANNEL]
    end = monotonic() + SECONDS
    for lot in _lots(document.order):
        if monotonic() > end:
            yield _unfinished(brand.language)
            return
        piece, by_place = _piece(lot, language)
        found = check(piece, context, policies=policies)
        placed = [_in_text(one, by_place.get(one.field), shown) for one in found]
        stay, _ = suppress((one for one in placed if not switches.off(one)), allowed, on=on)
        yield from (_in_original(one, lines) for one in stay)


def _lots(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    lot: list[Block] = []
    size = 0
    for block in (each for long in blocks for each in pieces(long, LONGEST)):
        if len(lot) == AT_ONCE or (lot and size + len(block.text) > LONGEST):
            yield lot
            lot, size = [], 0
        lot.append(block)
        size += len(block.text)
    if lot:
        yield lot


def _piece(blocks: Sequence[Block], language: Language) -> tuple[Asset, dict[str, Block]]:
    """Read blocks as the fields of a piece."""
    fields = tuple(
        AssetField(name=FIELD, index=number, text=block.text)
        for number, block in enumerate(blocks, start=1)
    )
    piece = Asset(channel=DOCUMENT.name, language=language, fields=fields)
    return piece, {field.place: block for field, block in zip(fields, blocks, strict=True)}


def _in_text(finding: Finding, block: Block | None, text: str) -> Finding:
    if block is None:
        return finding.model_copy(update={"field": ""})
    start = finding.start or 0
    end = len(block.text) if finding.end is None else finding.end
    first, last = block.span(start, end)
    place = {"field": "", "start": first, "end": last, "quote": text[first:last]}
    return finding.model_copy(update=place)


def _in_original(finding: Finding, lines: Newlines) -> Finding:
    """Give a finding its place in the text with the line ends that it has."""
    if finding.start is None or finding.end is None or lines.text is lines.original:
        return finding
    start, end = lines.place(finding.start), lines.place(finding.end)
    place = {"start": start, "end": end, "quote": lines.original[start:end]}
    return finding.model_copy(update=place)


def _name(policy: Policy) -> str:
    return str(getattr(policy, "__name__", ""))


def _unfinished(language: Language) -> Finding:
    words = Catalogue.load("creative_agents.tools", "words")
    rule = "check.unfinished"
    return Finding(
        rule=rule,
        level="error",
        message=words.say(language, f"{rule}.message", seconds=f"{SECONDS:.0f}"),
        why=words.say(language, f"{rule}.why"),
        fix=words.say(language, f"{rule}.fix"),
        incomplete=True,
    )
