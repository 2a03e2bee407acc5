"""A guardian's findings against the ones that are expected, place by place."""

import re
from collections.abc import Sequence
from typing import Any, Final

from creative_agents.domain.asset import Asset
from creative_agents.domain.review import Finding, Level, Review
from creative_agents.evals.expected import ExpectedFinding
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.inputs import GuardianInput

RANK: Final[dict[Level, int]] = {"suggestion": 0, "warning": 1, "error": 2}
"""Levels, from taste to refusal."""

_PLACE: Final = re.compile(r"([\w-]+)(?:\[(\d+)\])?")


def review_of(output: Any) -> Review | None:  # noqa: ANN401 - whatever the agent gave
    """Give the review in an output, where it is one."""
    return output if isinstance(output, Review) else None


def asset_of(case: GoldCase) -> Asset:
    """Give the piece that was judged."""
    return GuardianInput.model_validate(case.input).piece.asset(case.language)


def found(findings: Sequence[Finding], wanted: ExpectedFinding, asset: Asset) -> bool:
    """Whether a finding of the level stands where one is expected: spans that overlap."""
    return any(
        RANK[one.level] >= RANK[wanted.level] and stands(one, wanted, asset) for one in findings
    )


def stands(finding: Finding, wanted: ExpectedFinding, asset: Asset) -> bool:
    """Whether a finding is at a place, of whatever level."""
    if wanted.rule and not (finding.rule == "guardian" or finding.rule.startswith(wanted.rule)):
        return False
    if finding.field and _split(finding.field) not in {_split(place) for place in wanted.field}:
        return False
    if not wanted.quote:
        return True
    if finding.start is None or finding.end is None:
        return bool(finding.quote) and finding.quote in wanted.quote
    start, end = _span(wanted, finding.field, asset)
    return finding.start < end and start < finding.end


def _span(wanted: ExpectedFinding, place: str, asset: Asset) -> tuple[int, int]:
    text = next((one.text for one in asset.fields if _split(one.place) == _split(place)), "")
    starts = [at.start() for at in re.finditer(re.escape(wanted.quote), text)]
    start = starts[min(wanted.occurrence, len(starts)) - 1] if starts else -1
    return (start, start + len(wanted.quote)) if starts else (-1, -1)


def _split(place: str) -> tuple[str, int]:
    read = _PLACE.fullmatch(place)
    return (read[1], int(read[2] or 1)) if read else (place, 0)
