"""Who may answer, and when what they said is a decision.

A refusal needs one person: what somebody rejects or sends back is not approved. An approval
needs everybody whom the question's terms name. Whoever corrects a text, or chooses another
route, puts a new thing before the others: what they said before counts no more.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from creative_agents.approvals.answering import decisions
from creative_agents.approvals.question import Approval, Question, Vote
from creative_agents.domain.approval import Answer, Decision, Need, Person
from creative_agents.domain.asset import AssetField
from creative_agents.errors import AnswerError


def refuse_person(
    row: Approval,
    person: Person | None,
    ref: str | None,
    given: Mapping[str, Decision],
    *,
    now: datetime,
) -> None:
    """Refuse somebody who may not answer a question.

    Args:
        row: The question as it stands.
        person: Whom the caller authenticated; nobody where it authenticated nobody.
        ref: The reference under which the book knows them.
        given: What they decide, piece by piece.
        now: The time, which may have escalated the question.

    Raises:
        AnswerError: They may not; the question waits.
    """
    terms, gate = row.question.terms, row.question.gate
    if person is None:
        if not terms.anonymous:
            raise AnswerError(
                f"the gate {gate!r} takes the answers of people whom somebody authenticated, "
                f"and nobody was: {_asked_for(terms.needs)}"
            )
        return
    if terms.needs and not any(_fits(person.roles, one) for one in _admitted(row.question, now)):
        raise AnswerError(
            f"{person.id!r} may not answer the gate {gate!r} as "
            f"{', '.join(person.roles) or 'nobody in particular'}: {_asked_for(terms.needs)}"
        )
    if ref and any(vote.person == ref for vote in _standing(row.votes)):
        raise AnswerError(f"{person.id!r} answered already: {still_missing(row)}")
    approves = any(one.verdict in {"approve", "edit"} for one in given.values())
    if terms.not_own_work and approves and ref in terms.authors:
        raise AnswerError(
            f"{person.id!r} wrote what is shown, and nobody approves their own work at the gate "
            f"{gate!r}: somebody else must"
        )


def refuse_unseen(row: Approval, seen: str, *, now: str) -> None:
    """Refuse an answer to something else than what stands there now.

    Args:
        row: The question as it stands.
        seen: `Approval.seen` of what the person saw; empty where the caller cannot say.
        now: `Approval.seen` of what stands there.

    Raises:
        AnswerError: It changed, or somebody corrected it and the caller cannot say whether
            the person saw that.
    """
    if seen != now and (seen or any(map(_edits, row.votes))):
        raise AnswerError(
            f"what waits under {row.question.id!r} is not what you saw any more: "
            "look at it again, then answer"
        )


def outcome(question: Question, votes: Sequence[Vote], *, now: datetime) -> Answer | None:
    """Give what was decided, or nothing while somebody must still agree.

    Args:
        question: What was asked.
        votes: What each person said, in order; each can be taken.
        now: The time, which may have escalated the question.
    """
    said = [decisions(question, vote.answer) for vote in votes]
    joined = {piece: _joined([one[piece] for one in said]) for piece in question.pieces}
    open_pieces = [one for one in joined.values() if one.verdict in {"approve", "edit"}]
    if open_pieces and missing(question, votes, now=now):
        return None
    if len(votes) == 1:
        return votes[0].answer
    return Answer(
        choice=votes[-1].answer.choice,
        decisions=tuple(joined.values()),
        note=" · ".join(vote.answer.note for vote in votes if vote.answer.note),
        via=votes[-1].answer.via,
    )


def missing(question: Question, votes: Sequence[Vote], *, now: datetime) -> tuple[Need, ...]:
    """Give who must still agree, with how many of them."""
    terms = question.terms
    standing = _standing(votes)
    if terms.not_own_work and standing and _edits(standing[0]):
        standing = standing[1:]
    needs = terms.needs or (Need(),)
    short = []
    for place, need in enumerate(needs):
        roles = _widened(question, now) if place == 0 else need.roles
        anonymous = terms.anonymous and place == 0
        agreed = (_fits(one.roles, roles) or (anonymous and not one.person) for one in standing)
        count = need.count - sum(agreed)
        if count > 0:
            short.append(need.model_copy(update={"count": count}))
    return tuple(short)


def still_missing(row: Approval) -> str:
    """Say in one line who must still agree, where somebody has and it is not enough."""
    if row.answer is not None or not row.votes:
        return ""
    last = row.votes[-1]
    return f"it still needs {say_missing(missing(row.question, row.votes, now=last.at))}"


def say_missing(needs: Sequence[Need]) -> str:
    """Say who must still agree, in one line."""
    return "; ".join(_said(need) for need in needs)


def _standing(votes: Sequence[Vote]) -> list[Vote]:
    """Give the votes on what stands there now: from the last correction or change of mind on."""
    start = 0
    for place in range(1, len(votes)):
        if _edits(votes[place]) or votes[place].answer.choice != votes[place - 1].answer.choice:
            start = place
    return list(votes[start:])


def _edits(vote: Vote) -> bool:
    return any(decision.verdict == "edit" for decision in vote.answer.decisions)


def _admitted(question: Question, now: datetime) -> Iterable[tuple[str, ...]]:
    yield _widened(question, now)
    yield from (need.roles for need in question.terms.needs[1:])


def _widened(question: Question, now: datetime) -> tuple[str, ...]:
    """Give the roles of the first need, with those that an escalation adds."""
    terms = question.terms
    roles = terms.needs[0].roles if terms.needs else ()
    if roles and terms.escalate_at is not None and terms.escalate_at <= now:
        return (*roles, *terms.escalate_to)
    return roles


def _fits(has: Iterable[str], wanted: Sequence[str]) -> bool:
    folded = {role.casefold() for role in wanted}
    return not folded or any(role.casefold() in folded for role in has)


def _joined(said: Sequence[Decision]) -> Decision:
    """Join what several people said of one piece: the strictest word, every note, every text."""
    for word in ("reject", "revise"):
        if strict := [one for one in said if one.verdict == word]:
            notes = dict.fromkeys(one.note for one in strict if one.note)
            return strict[0].model_copy(update={"note": " · ".join(notes)})
    edits = [one for one in said if one.verdict == "edit"]
    if not edits:
        return said[-1]
    fields: dict[str, AssetField] = {field.place: field for edit in edits for field in edit.fields}
    return edits[-1].model_copy(update={"fields": tuple(fields.values())})


def _asked_for(needs: Sequence[Need]) -> str:
    return f"it needs {say_missing(needs)}" if needs else "say who answers"


def _said(need: Need) -> str:
    who = " or ".join(need.roles) or "somebody"
    count = f"{need.count} of " if need.count > 1 else ""
    return f"{count}{who}" + (f" for {need.why}" if need.why else "")
