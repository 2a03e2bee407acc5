"""Autonomy: what a brand leaves to its policy.

The line between what a person looks at and what goes through is data: `GatePolicy.rules`. An
automatic approval stands in the book like a person's, with the rule that let it through.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from creative_agents.approvals.question import Question
from creative_agents.domain.approval import Answer, Decision
from creative_agents.domain.money import Money
from creative_agents.domain.process import Autonomy, GatePolicy, When
from creative_agents.domain.review import Finding

GATE: Final = "autonomy"
"""The gate at which a change of autonomy is approved; no policy answers it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What a policy looks at before it decides on a piece; what is not known is left out."""

    findings: Sequence[Finding] = ()
    """What was found."""
    kind: str = ""
    """Kind of piece: ``owned``."""
    channel: str = ""
    """The channel."""
    market: str = ""
    """The market: an ISO 3166-1 code."""
    spend: Money | None = None
    """What is spent on media."""
    novelty: float | None = None
    """How new the copy is: 0 to 1, see `novelty`."""


def autonomy_for(policy: GatePolicy, situation: Situation) -> tuple[Autonomy, str]:
    """Say who decides on a piece.

    Args:
        policy: The brand's policy for the gate.
        situation: What is known of the piece.

    Returns:
        Who, and why: the rule that holds, or that none does.
    """
    for number, rule in enumerate(policy.rules, start=1):
        if _holds(rule.when, situation):
            return rule.autonomy, f"rule {number}: {rule.autonomy}"
    return policy.autonomy, f"the gate's own: {policy.autonomy}"


def policy_decides(
    question: Question,
    policy: GatePolicy,
    situations: Mapping[str, Situation],
    *,
    must_ask: bool = False,
) -> Answer | None:
    """Answer a question as the brand's policy does, or leave it to a person.

    A piece is approved when it has no finding at ``error`` and at most
    `GatePolicy.max_findings` at ``warning``; else it is rejected with the finding that refused
    it. Where a single piece is a person's to decide, the whole question is.

    Args:
        question: What is asked.
        policy: The brand's policy for this gate.
        situations: What is known, by piece id; of a piece that is not named nothing is.
        must_ask: True when the policy may not decide, for example on a brief that blocks.

    Returns:
        The answer, which says which rule let the pieces through; or nothing.
    """
    if must_ask or question.gate == GATE:
        return None
    known = {piece: situations.get(piece, Situation()) for piece in question.pieces}
    who = {piece: autonomy_for(policy, situation) for piece, situation in known.items()}
    if not who or any(level == "ask" for level, _ in who.values()):
        return None
    verdicts = tuple(
        _verdict(piece, known[piece].findings, policy.max_findings) for piece in question.pieces
    )
    why = "; ".join(dict.fromkeys(reason for _, reason in who.values()))
    return Answer(choice=question.recommended, decisions=verdicts, note=why, via="policy")


def must_tell(question: Question, policy: GatePolicy, situations: Mapping[str, Situation]) -> bool:
    """Say whether a person is told of what the policy decided: a piece is at ``notify``."""
    return any(
        autonomy_for(policy, situations.get(piece, Situation()))[0] == "notify"
        for piece in question.pieces
    )


def novelty(text: str, approved: Iterable[str]) -> float:
    """Say how new a text is beside those that were approved before.

    Args:
        text: The copy.
        approved: Copy of the same channel that a person approved.

    Returns:
        0 where one of them says the same words, 1 where none shares any: 1 minus the
        likeness of the nearest, as RapidFuzz's token set ratio gives it.
    """
    from rapidfuzz import fuzz, utils  # noqa: PLC0415 - a list of what waits needs none

    best = max(
        (fuzz.token_set_ratio(text, one, processor=utils.default_process) for one in approved),
        default=0.0,
    )
    return round(1 - best / 100, 3)


def _holds(when: When, situation: Situation) -> bool:
    named = (
        (when.kinds, situation.kind),
        (when.channels, situation.channel),
        (when.markets, situation.market),
    )
    if any(allowed and value not in allowed for allowed, value in named):
        return False
    return (
        _findings_hold(when, situation) and _spend_holds(when, situation) and _new(when, situation)
    )


def _findings_hold(when: When, situation: Situation) -> bool:
    if when.max_findings is None:
        return True
    levels = [finding.level for finding in situation.findings]
    return "error" not in levels and levels.count("warning") <= when.max_findings


def _spend_holds(when: When, situation: Situation) -> bool:
    most, spend = when.max_spend, situation.spend
    if most is None:
        return True
    return spend is not None and spend.currency == most.currency and spend.amount <= most.amount


def _new(when: When, situation: Situation) -> bool:
    if when.max_novelty is None:
        return True
    return situation.novelty is not None and situation.novelty <= when.max_novelty


def _verdict(piece: str, findings: Sequence[Finding], most: int) -> Decision:
    errors = [item for item in findings if item.level == "error"]
    warnings = [item for item in findings if item.level == "warning"]
    if not errors and len(warnings) <= most:
        return Decision(piece=piece, verdict="approve")
    worst = (errors or warnings)[0]
    return Decision(piece=piece, verdict="reject", note=f"{worst.rule}: {worst.message}")
