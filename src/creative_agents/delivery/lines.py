"""Lines: each text of a piece with its count, its limit and what stands behind it."""

from dataclasses import dataclass

from creative_agents.delivery.evidence import claims_behind
from creative_agents.delivery.marks import Mark, Segment, finding_mark, quote_mark, segments
from creative_agents.domain.asset import Asset, AssetField, Variant
from creative_agents.domain.base import Language
from creative_agents.domain.brand import Claim
from creative_agents.domain.brief import Mandatory
from creative_agents.domain.channel import Channel, FieldKind, FormatField, Limit, Unit
from creative_agents.domain.measure import measure
from creative_agents.domain.review import Finding, Kept, PieceReaction


@dataclass(frozen=True, kw_only=True)
class Line:
    """One text of a piece, as the deck and the spreadsheet show it."""

    field: AssetField
    """Where it stands, and what it says."""
    label: str
    """What a marketer calls the field, numbered where there are several: ``Headline 3``."""
    count: int
    """Its length, in `unit`."""
    unit: Unit
    """How the platform counts."""
    kind: FieldKind
    """What stands in the field."""
    limit: Limit | None
    """The tightest limit with a maximum; nothing where there is none."""
    refused: bool
    """True when it passes a hard limit: the platform would refuse it."""
    segments: tuple[Segment, ...]
    """The text, cut where findings and readers point at words."""
    claims: tuple[Claim, ...]
    """The claims that it makes."""
    mandatories: tuple[Mandatory, ...]
    """What the brief wanted in the copy and stands here."""
    findings: tuple[int, ...]
    """Numbers of the findings that concern it."""

    @property
    def counted(self) -> bool:
        """False for an address or a choice, whose length matters to nobody."""
        return self.kind not in {"url", "choice"}

    @property
    def left(self) -> int | None:
        """Units left before the limit, negative when it is passed."""
        return None if self.limit is None or self.limit.max is None else self.limit.max - self.count

    @property
    def state(self) -> str:
        """``ok``; ``long`` beyond a visible or recommended limit; ``over`` beyond a hard one."""
        if self.refused:
            return "over"
        return "long" if self.left is not None and self.left < 0 else "ok"


@dataclass(frozen=True, kw_only=True)
class Background:
    """What a piece stands on, and what was said of it."""

    claims: tuple[Claim, ...] = ()
    """The claims that it declares."""
    mandatories: tuple[Mandatory, ...] = ()
    """What the brief wants in its channel."""
    findings: tuple[Finding, ...] = ()
    """What the rules and the guardian remarked."""
    keep: tuple[Kept, ...] = ()
    """What must stay."""
    reactions: tuple[PieceReaction, ...] = ()
    """What the synthetic personas made of it."""

    def marks(self, field: AssetField) -> tuple[Mark, ...]:
        """Give every mark on one field."""
        found: list[Mark | None] = [
            finding_mark(finding, number, field)
            for number, finding in enumerate(self.findings, start=1)
        ]
        found += [
            quote_mark(filed.reaction.jarring, field.text, "jarring") for filed in self.reactions
        ]
        found += [quote_mark(kept.quote, field.text, "keep") for kept in self.keep]
        return tuple(mark for mark in found if mark)

    def concerning(self, field: AssetField) -> tuple[int, ...]:
        """Give the numbers of the findings that concern one field."""
        return tuple(
            number
            for number, finding in enumerate(self.findings, start=1)
            if finding.field in {field.place, field.name}
            or (not finding.field and finding_mark(finding, number, field))
        )


def lines(
    variant: Variant, channel: Channel | None, background: Background, *, language: Language
) -> tuple[Line, ...]:
    """Give every text of a piece with its count, its limit and what stands behind it.

    Args:
        variant: The piece.
        channel: Where it runs; nothing where nobody knows the channel any more.
        background: What it stands on, and what was said of it.
        language: The reader's language, for the names of the fields.

    Returns:
        The lines, in the order of the asset.
    """
    shapes = _shapes(channel)
    return tuple(
        _line(
            field,
            shapes.get(field.name),
            background,
            label=label,
            spoken=variant.asset.language,
        )
        for field, label in labelled(variant.asset, channel, language=language)
    )


def labelled(
    asset: Asset, channel: Channel | None, *, language: Language
) -> tuple[tuple[AssetField, str], ...]:
    """Give every text of a piece with what a marketer calls its place.

    Args:
        asset: The texts.
        channel: Where they run; nothing where nobody knows the channel any more.
        language: The reader's language.
    """
    shapes = _shapes(channel)
    several = {field.name for field in asset.fields if field.index > 1}
    return tuple(
        (field, _label(field, shapes.get(field.name), language, numbered=field.name in several))
        for field in asset.fields
    )


def _shapes(channel: Channel | None) -> dict[str, FormatField]:
    return {shape.name: shape for shape in channel.format.fields} if channel else {}


def _line(
    field: AssetField,
    shape: FormatField | None,
    background: Background,
    *,
    label: str,
    spoken: Language,
) -> Line:
    limit = tightest(shape)
    unit: Unit = limit.unit if limit else "characters"
    return Line(
        field=field,
        label=label,
        count=measure(field.text, unit, language=spoken),
        unit=unit,
        kind=shape.kind if shape else "text",
        limit=limit,
        refused=_refused(field, shape, spoken),
        segments=segments(field.text, background.marks(field)),
        claims=claims_behind(field.text, background.claims),
        mandatories=tuple(one for one in background.mandatories if one.text in field.text),
        findings=background.concerning(field),
    )


def tightest(shape: FormatField | None) -> Limit | None:
    """Give the limit that a text meets first, or nothing where its field has none."""
    limits = [limit for limit in shape.limits if limit.max is not None] if shape else []
    return min(limits, key=lambda limit: limit.max or 0, default=None)


def _refused(field: AssetField, shape: FormatField | None, language: Language) -> bool:
    hard = shape.limit("hard") if shape else None
    if hard is None or hard.max is None:
        return False
    return measure(field.text, hard.unit, language=language) > hard.max


def _label(
    field: AssetField, shape: FormatField | None, language: Language, *, numbered: bool
) -> str:
    name = shape.label.in_(language) if shape else field.name.replace("_", " ").capitalize()
    return f"{name}\u00a0{field.index}" if numbered else name
