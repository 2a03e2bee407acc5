"""What a brand's own policy answers where the brand leaves a gate to it."""

from collections.abc import Mapping, Sequence

from creative_agents.approvals.question import Question
from creative_agents.domain.approval import Answer, Decision
from creative_agents.domain.process import GatePolicy
from creative_agents.domain.review import Finding


def policy_answer(
    question: Question,
    policy: GatePolicy,
    *,
    findings: Mapping[str, Sequence[Finding]],
    must_ask: bool = False,
) -> Answer | None:
    """Answer a question as the brand's policy does, or leave it to a person.

    A piece is approved when it has no finding at ``error`` and at most
    `GatePolicy.max_findings` at ``warning``; else it is rejected with the finding that
    refused it. The answer is recorded like a person's.

    Args:
        question: What is asked.
        policy: The brand's policy for this gate.
        findings: What was found, by piece id.
        must_ask: True when the policy may not decide, for example on a brief that blocks.

    Returns:
        The answer, or nothing where a person must be asked.
    """
    if policy.autonomy == "ask" or must_ask:
        return None
    decisions = (
        _decision(piece, findings.get(piece, ()), policy.max_findings) for piece in question.pieces
    )
    return Answer(choice=question.recommended, decisions=tuple(decisions), via="policy")


def _decision(piece: str, findings: Sequence[Finding], most: int) -> Decision:
    errors = [item for item in findings if item.level == "error"]
    warnings = [item for item in findings if item.level == "warning"]
    if not errors and len(warnings) <= most:
        return Decision(piece=piece, verdict="approve")
    worst = (errors or warnings)[0]
    return Decision(piece=piece, verdict="reject", note=f"{worst.rule}: {worst.message}")
