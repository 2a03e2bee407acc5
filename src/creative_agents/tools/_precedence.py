"""Two rules, one reason: which of two findings on the same words is told.

Nothing is guessed: only rules that `SAME_REASON` names together are ever held to speak of one
thing, and only where they stand on exactly the same words.
"""

from collections.abc import Iterable
from fnmatch import fnmatchcase
from functools import cache
from typing import Final

from creative_agents.domain.review import Finding, Level

GRAVITY: Final[dict[Level, int]] = {"error": 0, "warning": 1, "suggestion": 2}
"""Levels, the gravest first."""

SAME_REASON: Final[tuple[tuple[str, ...], ...]] = (
    (
        "law-*.CarbonNeutral",
        "law-*.OffsetNeutrality*",
        "law-*.CarbonOffsets",
        "law-*.EnvironmentalMentions",
        "law-*.*Environmental",
        "law-*.Degradable",
        "claims.environment",
    ),
    (
        "law-*.CureClaims",
        "law-us.DrugClaims",
        "law-*.FoodCures",
        "law-*.GeneralHealth",
        "law-*.AlcoholHealth",
        "law-*.WeightLossRate",
        "law-*.DoctorRecommended",
        "law-*.Substantiation",
        "claims.health",
    ),
    ("law-*.PaidReviews", "law-*.VerifiedReviews", "claims.testimonial"),
    ("law-*.Free*", "claims.free"),
    ("law-fr.Soldes*",),
    ("law-us.ReplySubject", "forbidden_signs.refused"),
    ("terms.avoid", "terms.drop", "fr-anglicisms.*", "*-inclusive.*", "worn-*.*"),
)
"""Groups of rules that find the same fault. Of two findings of a group on the same words the
graver is kept; at the same level, that of the rule that stands first here."""


def without_doubles(findings: Iterable[Finding]) -> list[Finding]:
    """Keep one finding for each fault, in the order in which they came.

    Args:
        findings: What every part of a check found.

    Returns:
        The findings. The one that is kept takes the source of the other where it has none.
    """
    kept: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        key = _key(finding)
        other = kept.get(key)
        kept[key] = finding if other is None else _stronger(other, finding)
    return list(kept.values())


def _stronger(first: Finding, second: Finding) -> Finding:
    best, other = sorted((first, second), key=_rank)
    if best.source or not other.source:
        return best
    return best.model_copy(update={"source": other.source})


def _key(finding: Finding) -> tuple[object, ...]:
    group, _ = _group(finding.rule)
    place = (finding.piece, finding.field, finding.start, finding.end)
    if group < 0 or finding.start is None:
        return (*place, finding.rule, finding.message)
    return (*place, group)


def _rank(finding: Finding) -> tuple[int, int]:
    return GRAVITY[finding.level], _group(finding.rule)[1]


@cache
def _group(rule: str) -> tuple[int, int]:
    for number, group in enumerate(SAME_REASON):
        for place, pattern in enumerate(group):
            if fnmatchcase(rule, pattern):
                return number, place
    return -1, 0
