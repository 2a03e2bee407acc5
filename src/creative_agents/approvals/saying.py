"""A word on some pieces, and a word on the rest: the whole answer that a question needs."""

from collections.abc import Iterable, Sequence

from creative_agents.approvals.answering import read_answer, read_decision
from creative_agents.approvals.question import Question
from creative_agents.domain.approval import Answer, Decision
from creative_agents.domain.process import Verdict
from creative_agents.errors import AnswerError


def whole_answer(  # noqa: PLR0913 - the parts of an answer, by name
    question: Question,
    verdict: Verdict,
    *,
    pieces: Sequence[str] = (),
    rest: Verdict | None = None,
    choice: str | None = None,
    note: str = "",
) -> Answer:
    """Make an answer of one word.

    Args:
        question: What is asked.
        verdict: The word.
        pieces: Ids of the pieces that it is said of; empty: of all.
        rest: The word on the others.
        choice: Where routes are offered, the one chosen.
        note: What to change, or why.

    Raises:
        AnswerError: A piece would be without decision, or what is said fits nothing.
    """
    if choice is not None and not question.choices:
        raise AnswerError(f"the question {question.id!r} offers no routes to choose from")
    if verdict == "revise" and not str(note or "").strip():
        raise AnswerError("'revise' needs a note that says what to change")
    if not pieces:
        return read_answer({"default": verdict, "choice": choice, "note": note})
    given = [read_decision({"piece": one, "verdict": verdict, "note": note}) for one in pieces]
    return with_rest(question, given, rest=rest, choice=choice, note=note)


def with_rest(
    question: Question,
    given: Iterable[Decision],
    *,
    rest: Verdict | None,
    choice: str | None = None,
    note: str = "",
) -> Answer:
    """Make an answer of decisions on some pieces, and one word on the others.

    Args:
        question: What is asked.
        given: The decisions.
        rest: The word on the pieces that they leave out.
        choice: Where routes are offered, the one chosen.
        note: For a `rest` that is sent back, what to change.

    Raises:
        AnswerError: A piece would be without decision.
    """
    decided = tuple(given)
    named = {one.piece for one in decided}
    left = [piece for piece in question.pieces if piece not in named]
    if left and rest is None:
        raise AnswerError(
            f"{', '.join(map(repr, left))} would be without decision: say what is decided on the "
            "rest too, one of approve, revise, reject"
        )
    told = note if rest == "revise" else ""
    return read_answer(
        {"default": rest if left else None, "choice": choice, "decisions": decided, "note": told}
    )
