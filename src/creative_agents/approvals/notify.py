"""Telling a team that something waits: a command, an address, in the words of their channel.

What is sent is one JSON object. Its ``text`` is a line for people, so that an address that takes
``{"text": ...}``, as chat rooms do, needs nothing between. A hook that fails stops nothing: it is
written in the log, and the question waits in the inbox all the same.
"""

import json
import subprocess
import threading
import urllib.error
import urllib.request
from collections.abc import Sequence
from typing import Final

from pydantic import JsonValue

from creative_agents.approvals.book import ApprovalsBook
from creative_agents.approvals.question import Approval
from creative_agents.domain.process import Hook

PATIENCE: Final = 10.0
"""Seconds that a hook may take."""


def tell(hook: Hook | None, book: ApprovalsBook, ids: Sequence[str], kind: str) -> None:
    """Tell a team of what happened, without waiting for the hook.

    The process does not end before the hook has: at most `PATIENCE` seconds for each question.

    Args:
        hook: The team's hook; absent: nobody is told.
        book: Where the questions stand.
        ids: The questions.
        kind: What happened to them: one of `Told`; of anything else nobody is told.
    """
    if hook is None or kind not in hook.on or not ids:
        return
    threading.Thread(target=_tell, args=(hook, book, tuple(ids), kind), name="notify").start()


def send(hook: Hook, notice: dict[str, JsonValue]) -> str:
    """Send one notice, and wait for it.

    Args:
        hook: The team's hook.
        notice: What to tell, as `notice_of` gives it.

    Returns:
        Why it could not be told; empty where it was.
    """
    said = [_run(hook.command, notice)] if hook.command else []
    said += [_post(hook.url, notice)] if hook.url else []
    return "; ".join(filter(None, said))


def notice_of(row: Approval, kind: str) -> dict[str, JsonValue]:
    """Give what a team is told of a question: what waits and where, none of the copy.

    Args:
        row: The question as it stands.
        kind: What happened to it.
    """
    question = row.question
    terms = question.terms
    roles = dict.fromkeys(role for need in terms.needs for role in need.roles)
    return {
        "text": question.title,
        "event": kind,
        "id": question.id,
        "run_id": question.run_id,
        "brand": question.brand,
        "gate": question.gate,
        "round": question.round,
        "pieces": len(question.pieces),
        "risk": question.risk,
        "roles": list(terms.escalate_to if kind == "escalated" else roles),
        "expires_at": row.expires_at.isoformat() if row.expires_at else None,
    }


def _tell(hook: Hook, book: ApprovalsBook, ids: Sequence[str], kind: str) -> None:
    for id in ids:
        if said := send(hook, notice_of(book.get(id), kind)):
            book.untold(id, said)


def _run(command: Sequence[str], notice: dict[str, JsonValue]) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - the brand's own process names it
            list(command),
            input=json.dumps(notice).encode(),
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"{command[0]!r} took more than {PATIENCE:g} seconds"
    except OSError as error:
        return f"{command[0]!r} could not be started: {error.strerror}"
    return f"{command[0]!r} ended with {done.returncode}" if done.returncode else ""


def _post(url: str, notice: dict[str, JsonValue]) -> str:
    body = json.dumps(notice, ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json; charset=utf-8"}
    request = urllib.request.Request(url, data=body, headers=headers)  # noqa: S310 - http(s) by its noun
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE):  # noqa: S310 - as above
            return ""
    except urllib.error.HTTPError as error:
        return f"the hook's address answered {error.code}"
    except OSError as error:
        reason = getattr(error, "reason", error)
        return f"the hook's address did not answer: {reason}"
