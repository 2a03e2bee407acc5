"""What the book refuses, each in one line that says what to do."""

from creative_agents.approvals.page import Page
from creative_agents.approvals.question import Approval
from creative_agents.approvals.rows import Row, moment
from creative_agents.errors import ApprovalError


def late(row: Approval) -> ApprovalError:
    """Say why an answer comes too late."""
    question = row.question
    if row.status == "superseded":
        return ApprovalError(
            f"the question {question.id!r} is out of date, a newer round took its place: "
            f"answer the one that waits in run {question.run_id!r}"
        )
    if row.status == "expired":
        return ApprovalError(
            f"the question {question.id!r} expired at {row.expires_at} and nothing was approved: "
            f"`creative-agents resume {question.run_id}` asks it again"
        )
    who = (row.answer.by or row.answer.via) if row.answer else "somebody"
    when = f" at {row.decided_at:%Y-%m-%d %H:%M} UTC" if row.decided_at else ""
    return ApprovalError(f"the question {question.id!r} was decided by {who}{when}")


def too_late_to_undo(row: Approval) -> ApprovalError:
    """Say why a decision cannot be taken back."""
    id = row.question.id
    if row.status != "decided":
        return ApprovalError(f"the question {id!r} is {row.status}: there is no decision to undo")
    return ApprovalError(
        f"the decision on {id!r} cannot be undone, the work went on from it: answer the next "
        f"question of run {row.question.run_id!r}, or start anew"
    )


def refuse_claimed(page: Page, row: Row, ref: str) -> None:
    """Refuse whoever comes while somebody else is at a question.

    Raises:
        ApprovalError: Somebody else is.
    """
    until = moment(row.claimed_until)
    if row.claimed_by and row.claimed_by != ref and until and until > page.now:
        who = page.approval(row).claimed_by or "somebody"
        raise ApprovalError(
            f"{who} is at the question {row.id!r} until {until:%H:%M} UTC: wait, or have it "
            "released"
        )


def refuse_undecided(row: Row) -> None:
    """Refuse to go on from what nobody decided.

    Raises:
        ApprovalError: The question is not decided.
    """
    if row.status != "decided":
        raise ApprovalError(
            f"the question {row.id!r} is {row.status} and not decided: nothing goes on"
        )
