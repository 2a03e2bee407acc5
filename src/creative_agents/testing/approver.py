"""A person at the gates who answers what you scripted."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Self

from creative_agents.domain.approval import Answer, Decision
from creative_agents.testing.script import ScriptError

Gate = Mapping[str, Any]
"""The value that an interrupted graph carries; see `creative_agents.approvals.payload`."""

ScriptedAnswer = Answer | Callable[[Gate], Answer]
"""What is answered, or a callable that looks at the question first."""


class ScriptedApprover:
    """Answers one gate after the other, and keeps the questions.

    ::

        approver = ScriptedApprover([Answer(default="approve", choice="b"), lambda gate: ...])
        approver = ScriptedApprover.revise_once("google_rsa/1", note="shorter")
        while waiting := result["__interrupt__"]:
            result = graph.invoke(Command(resume=approver.answer(waiting[0].value)), config)
    """

    def __init__(
        self, answers: Iterable[ScriptedAnswer] = (), *, then: ScriptedAnswer | None = None
    ) -> None:
        """Lay out the answers.

        Args:
            answers: One for each question, in order.
            then: The answer to every question after those; nothing: another question fails.
        """
        self._answers = list(answers)
        self._then = then
        self._questions: list[Gate] = []

    @classmethod
    def approve_all(cls, *, by: str = "Ana") -> Self:
        """Approve everything; where routes are offered, choose the recommended one.

        Args:
            by: Who answers.
        """
        return cls(then=lambda gate: approval_of(gate, by=by))

    @classmethod
    def revise_once(cls, piece: str, note: str, *, by: str = "Ana") -> Self:
        """Send one piece back when it is first shown; approve everything else.

        Args:
            piece: Id of the piece: ``google_rsa/1``.
            note: What to change.
            by: Who answers.
        """
        sent_back: list[str] = []

        def answer(gate: Gate) -> Answer:
            approval = approval_of(gate, by=by)
            if sent_back or piece not in pieces_of(gate):
                return approval
            sent_back.append(piece)
            decision = Decision(piece=piece, verdict="revise", note=note)
            return approval.model_copy(update={"decisions": (decision,)})

        return cls(then=answer)

    @property
    def questions(self) -> tuple[Gate, ...]:
        """Every question so far, in order."""
        return tuple(self._questions)

    def answer(self, gate: Gate) -> Answer:
        """Answer a question.

        Args:
            gate: The value of the interrupt.

        Returns:
            The next scripted answer.

        Raises:
            ScriptError: There is one question more than answers.
        """
        self._questions.append(gate)
        scripted = self._answers.pop(0) if self._answers else self._then
        if scripted is None:
            asked = ", ".join(gate_of(question) for question in self._questions)
            raise ScriptError(
                f"asked at gate {len(self._questions)}, {len(self._questions) - 1} answers were "
                f"scripted; the gates were: {asked}"
            )
        return scripted(gate) if callable(scripted) else scripted

    async def aanswer(self, gate: Gate) -> Answer:
        """Answer a question, from async code."""
        return self.answer(gate)


def approval_of(gate: Gate, *, by: str = "Ana") -> Answer:
    """Approve every piece; where routes are offered, choose the recommended one or the first.

    Args:
        gate: The value of the interrupt.
        by: Who answers.
    """
    ours = _ours(gate)
    offered = [ours.get("recommended"), *ours.get("choices", ())]
    choice = next((str(route) for route in offered if route), None)
    return Answer(default="approve", choice=choice, by=by)


def gate_of(gate: Gate) -> str:
    """Give which gate asks: ``"copy"``; ``"unknown"`` when the value does not say it."""
    return str(_ours(gate).get("gate", "unknown"))


def pieces_of(gate: Gate) -> tuple[str, ...]:
    """Give the ids of the pieces in question."""
    return tuple(_ours(gate).get("pieces", ()))


def _ours(gate: Gate) -> Gate:
    ours: Gate = gate.get("creative_agents", gate)
    return ours
