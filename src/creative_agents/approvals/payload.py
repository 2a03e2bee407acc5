"""A question as the screens of others can show it.

The value is LangChain's request for a human in the loop (``action_requests`` and
``review_configs``). Agent Inbox reads ``arguments`` where the schema says ``args``, so both
stand there; what only we know is under ``creative_agents``.
"""

from typing import Final

from pydantic import JsonValue

from creative_agents.approvals.question import Question
from creative_agents.approvals.shown import arguments

SCHEMA: Final = 2
"""Version of the part under ``creative_agents``; 1 had no ``subject``."""

_THEIRS: Final = {"approve": "approve", "edit": "edit", "revise": "respond", "reject": "reject"}


def payload(question: Question, *, refused: str = "") -> dict[str, JsonValue]:
    """Give the value that an interrupt carries.

    Args:
        question: What is asked.
        refused: Why the last answer could not be taken; empty the first time. Screens show it
            above the question.

    Returns:
        A JSON object.
    """
    name = f"approve_{question.gate}"
    shown = arguments(question)
    allowed: list[JsonValue] = [_THEIRS[word] for word in question.allowed]
    return {
        "action_requests": [
            {
                "name": name,
                "args": shown,
                "arguments": shown,
                "description": "\n\n".join(filter(None, (refused, question.title))),
            }
        ],
        "review_configs": [{"action_name": name, "allowed_decisions": allowed}],
        "creative_agents": _ours(question, refused),
    }


def _ours(question: Question, refused: str) -> dict[str, JsonValue]:
    expires = question.terms.expires_at
    return {
        "schema": SCHEMA,
        "approval_id": question.id,
        "run_id": question.run_id,
        "brand": question.brand,
        "gate": question.gate,
        "round": question.round,
        "pieces": list(question.pieces),
        "choices": list(question.choices),
        "recommended": question.recommended,
        "allowed": list(question.allowed),
        "subject": question.subject,
        "fingerprint": question.fingerprint,
        "risk": question.risk,
        "expires_at": expires.isoformat() if expires else None,
        "refused": refused,
    }
