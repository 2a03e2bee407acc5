"""How a row changes: by an answer, by the clock, by a newer version of this library."""

from dataclasses import replace
from typing import Any

from pydantic import JsonValue

from creative_agents.approvals import people, voting
from creative_agents.approvals.answering import decisions
from creative_agents.approvals.page import Page
from creative_agents.approvals.question import Approval, Question, Vote
from creative_agents.approvals.refusals import refuse_claimed
from creative_agents.approvals.rows import Row, stamp
from creative_agents.approvals.timing import due
from creative_agents.domain.approval import Answer, Decision, Person


def take(page: Page, row: Row, answer: Answer, person: Person | None, seen: str) -> Row:
    """Take an answer to a question that waits.

    Args:
        page: The transaction.
        row: The question.
        answer: What is said.
        person: Whom the caller authenticated.
        seen: `Approval.seen` of what they saw; empty where the caller cannot say.

    Returns:
        The row: decided, or one of several that must agree has.

    Raises:
        AnswerError: The question cannot take this answer, or not from this person.
        ApprovalError: Somebody else is at it.
    """
    approval = row.approval()
    given = decisions(approval.question, answer)
    refuse_claimed(page, row, people.reference(page.cursor, person) or "")
    shown = approval.seen
    by_policy = answer.via == "policy" and person is None
    if not by_policy:
        voting.refuse_unseen(approval, seen, now=shown)
        ref = people.reference(page.cursor, person)
        voting.refuse_person(approval, person, ref, given, now=page.now)
    ref = people.refer(page.cursor, person)
    vote = Vote(
        answer=answer.model_copy(update={"by": ""}),
        person=ref,
        roles=person.roles if person else (),
        at=page.now,
        fingerprint=shown,
    )
    votes = (*approval.votes, vote)
    final = vote.answer if by_policy else voting.outcome(approval.question, votes, now=page.now)
    row = replace(row, claimed_by=None, claimed_until=None, status="pending")
    row = row.with_votes(votes, final)
    details = _said(answer, given, seen=vote.fingerprint)
    if final is None:
        return page.put(row, "voted", person=ref, via=answer.via, details=details)
    row = replace(row, status="decided", decided_at=stamp(page.now))
    return page.put(row, "decided", person=ref, via=answer.via, details=details)


def move_on(page: Page, row: Row) -> Row:
    """Do what the clock brings about."""
    kind = due(row, row.approval().question.terms, page.now) if row.due_at else None
    if kind is None:
        return row
    if kind == "expired":
        row = replace(row, status="expired", claimed_by=None, claimed_until=None)
    return page.put(row, kind)


def referred(page: Page, question: Question) -> Question:
    """Put references where the question names who wrote what it shows."""
    if not question.terms.authors:
        return question
    refs = tuple(people.refer(page.cursor, Person(id=id)) for id in question.terms.authors)
    terms = question.terms.model_copy(update={"authors": refs})
    return question.model_copy(update={"terms": terms})


def migrate(page: Page, old: dict[str, Any]) -> None:
    """Write a row of version 1, in which people stood by name."""
    approval = Approval.model_validate({**old, "expires_at": None})
    answer, at = approval.answer, approval.decided_at
    if answer is not None and at is not None:
        person = Person(id=answer.by) if answer.by else None
        vote = Vote(
            answer=answer.model_copy(update={"by": ""}),
            person=people.refer(page.cursor, person),
            at=at,
            fingerprint=approval.question.fingerprint,
        )
        # Whether the work went on from it stands in the checkpoint alone: nobody undoes it.
        update = {"votes": (vote,), "answer": vote.answer, "effect": "started"}
        approval = approval.model_copy(update=update)
    page.insert(approval, "migrated")


def _said(answer: Answer, given: dict[str, Decision], *, seen: str) -> dict[str, JsonValue]:
    """Give what the log holds of an answer: its words, and no text of a person."""
    words: dict[str, JsonValue] = {piece: one.verdict for piece, one in given.items()}
    details: dict[str, JsonValue] = {"words": words, "seen": seen}
    return details if answer.choice is None else {**details, "choice": answer.choice}
