"""Both sides of a gate in the book: the question is put, an answer is committed.

Every gate goes through these two, whichever graph it stands in.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from creative_agents.approvals import notify
from creative_agents.approvals.autonomy import Situation, must_tell, policy_decides
from creative_agents.approvals.book import ApprovalsBook
from creative_agents.approvals.gate import authenticated
from creative_agents.approvals.people import person_of
from creative_agents.approvals.question import BOOK, Approval, Question
from creative_agents.approvals.terms import has_conditions, with_terms
from creative_agents.approvals.voting import still_missing
from creative_agents.domain.approval import Answer
from creative_agents.domain.process import Process
from creative_agents.domain.review import Finding
from creative_agents.errors import AnswerError, ApprovalError

Findings = Mapping[str, Sequence[Finding]]
"""What was found, by piece id; under an empty id, in the whole."""


def put_question(  # noqa: PLR0913 - the parts of a gate, by name
    question: Question,
    *,
    book: ApprovalsBook,
    process: Process,
    findings: Findings,
    situations: Mapping[str, Situation] | None = None,
    by_policy: bool = True,
    must_ask: bool = False,
) -> Approval:
    """Write a question in the book, with its terms, and with the policy's answer where it may.

    The team's hook is told of a question that waits, and of a decision of the policy at
    ``notify``. It may run twice: what stands there already is left as it is.

    Args:
        question: What is asked.
        book: Where it is written.
        process: Who approves what at this brand.
        findings: What was found in what is shown.
        situations: What else a policy looks at, by piece id.
        by_policy: False where a person answers every gate.
        must_ask: True where the policy may not decide on this one.

    Returns:
        The row as it stands.
    """
    row, is_new = book.ask_once(with_terms(question, process, findings))
    if row.waits and by_policy:
        policy = process.gate(question.gate)
        known = _known(question, findings, situations or {})
        asks = must_ask or has_conditions(row.question)
        answer = policy_decides(row.question, policy, known, must_ask=asks)
        if answer is not None:
            row = book.decide(question.id, answer)
            if must_tell(question, policy, known):
                notify.tell(process.notify, book, (question.id,), "decided")
            return row
    if is_new:
        notify.tell(process.notify, book, (question.id,), "asked")
    return row


def commit_answer(  # noqa: PLR0913 - the parts of a gate, by name
    id: str,
    answer: Answer | None,
    *,
    book: ApprovalsBook,
    process: Process,
    check: Callable[[Answer], None],
    refused: str = "",
) -> tuple[Approval, str]:
    """Commit an answer in the book, and the work to what was decided; inside a node.

    Args:
        id: The question.
        answer: What `wait_for_answer` gave; nothing where the question was left as it is.
        book: Where it stands.
        process: Who has which role at this brand.
        check: Refuses a person's own texts by raising `AnswerError`.
        refused: Why what came back was no answer.

    Returns:
        The row, and why it still waits, where somebody should know. A decided row cannot be
        undone any more: the work goes on from it.
    """
    row = book.get(id)
    try:
        if row.answer is None and answer is not None and answer.via != BOOK:
            check(answer)
            person = authenticated(answer, lambda who: person_of(process, who))
            seen = row.question.fingerprint
            row = book.decide(id, answer, person=person, seen=seen, goes_on=True)
            refused = still_missing(row)
        if row.answer is not None and row.effect == "none":
            row = book.begin_effect(id)
    except AnswerError as error:
        return row, str(error)
    except ApprovalError as error:  # somebody else was quicker, or it was undone meanwhile
        row = book.get(id)
        if row.answer is not None:
            return book.begin_effect(id), ""
        return row, str(error)
    return row, refused


def _known(
    question: Question, findings: Findings, situations: Mapping[str, Situation]
) -> dict[str, Situation]:
    return {
        piece: replace(situations.get(piece, Situation()), findings=tuple(findings.get(piece, ())))
        for piece in question.pieces
    }
