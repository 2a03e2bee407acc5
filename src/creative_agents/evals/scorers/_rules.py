"""The house's own rules over the pieces of an output."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, Final

from creative_agents.domain.asset import Variant
from creative_agents.domain.brand import Brand
from creative_agents.domain.brief import Brief
from creative_agents.domain.by_identity import by_identity
from creative_agents.domain.review import Finding
from creative_agents.evals.brands import brand_of, brief_of
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.score import Score
from creative_agents.evals.texts import variants_of
from creative_agents.tools.checking import check

FAMILIES: Final = frozenset({"originality", "competitors"})
"""Rules that only the scorer of originality reads."""


def findings_of(
    case: GoldCase,
    output: Any,  # noqa: ANN401 - whatever the agent gave
    *,
    rules: Collection[str] = (),
) -> list[list[Finding]]:
    """Give the findings of each piece of an output, checked as a campaign does.

    Args:
        case: The case.
        output: What came out; without a piece of copy there is none.
        rules: Families of rules to keep: ``limits``; none: all but those on originality.
    """
    brief, market, on = (case.input.get(key) for key in ("brief", "market", "on"))
    asked = brief_of(case, brief) if isinstance(brief, dict | str) else None
    where = market if isinstance(market, str) else None
    day = date.fromisoformat(on) if isinstance(on, str) else None
    return [
        [one for one in _checked(piece, brand_of(case), asked, where, day) if _kept(one, rules)]
        for piece in variants_of(output)
    ]


@by_identity(1024)
def _checked(
    piece: Variant, brand: Brand, brief: Brief | None, market: str | None, on: date | None
) -> tuple[Finding, ...]:
    """Check a piece once, for every scorer that asks."""
    return check(
        piece.asset,
        brand,
        brief=brief,
        market=market,
        on=on,
        variant=piece,
        parts=("policies", "packs", "originality"),
    ).findings


def _kept(finding: Finding, rules: Collection[str]) -> bool:
    family = finding.rule.partition(".")[0]
    return family in rules if rules else family not in FAMILIES


def no_copy(case: GoldCase, name: str) -> Score:
    """Score an output without copy: a fail of whoever had to write it, else not asked."""
    if case.agent == "copywriter":
        return Score.judged(name, 0.0, reason="nothing was written")
    return Score.skipped(name, "no piece of copy")


def shown(findings: Sequence[Finding]) -> tuple[str, ...]:
    """Show findings as evidence, a line each."""
    return tuple(
        f"{one.piece} {one.field} {one.rule}: {one.quote or one.message}".strip()
        for one in findings
    )
