"""Remarks: findings of the tools, their texts in the brand's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from creative_agents.domain.asset import Asset, AssetField
from creative_agents.domain.base import Language
from creative_agents.domain.catalogue import Catalogue
from creative_agents.domain.review import Finding, Level, Owner

_PACKAGE: Final = "creative_agents.tools"
_NOT_COPY: Final = frozenset(
    {"cta", "sender", "footer", "boilerplate", "contact", "business_name", "brand_name", "path"}
    | {"final_url", "link", "duration", "button", "url", "hashtags"}
)


@dataclass(frozen=True, kw_only=True)
class Span:
    """Where in a piece; nothing of it when the whole piece is concerned."""

    field: AssetField | None = None
    """The text."""
    start: int | None = None
    """First code point."""
    end: int | None = None
    """Code point after the last."""

    @property
    def quote(self) -> str:
        """The words, letter for letter."""
        return self.field.text[self.start : self.end] if self.field else ""


def remark(  # noqa: PLR0913 - what a finding says, by name
    rule: str,
    language: Language,
    span: Span | None = None,
    *,
    level: Level = "suggestion",
    owner: Owner = "brand",
    source: str = "",
    values: Mapping[str, object] | None = None,
) -> Finding:
    """Make a finding.

    Args:
        rule: Its name, under which the catalogue holds ``message``, ``why`` and ``fix``.
        language: The reader's.
        span: Where; absent: the whole piece.
        level: How grave.
        owner: Who answers for it.
        source: What it was compared with.
        values: What stands in the named places of the texts, beside ``{quote}``.
    """
    place, texts = span or Span(), Catalogue.load(_PACKAGE, "messages")
    told = {"quote": place.quote, **(values or {})}
    return Finding(
        rule=rule,
        level=level,
        field=place.field.place if place.field else "",
        start=place.start,
        end=place.end,
        quote=place.quote,
        owner=owner,
        source=source,
        message=texts.say(language, f"{rule}.message", **told),
        why=texts.say(language, f"{rule}.why", **told),
        fix=texts.say(language, f"{rule}.fix", **told),
    )


def written(asset: Asset) -> tuple[AssetField, ...]:
    """Give the texts that a writer writes: no button, no address, no sender, no footer."""
    return tuple(
        field for field in asset.fields if field.name not in _NOT_COPY and field.text.strip()
    )


def is_copy(name: str) -> bool:
    """Whether a field of this name holds what a writer writes."""
    return name not in _NOT_COPY
