"""A run's corrections, read from the approvals book."""

from creative_agents.approvals.answering import decisions
from creative_agents.approvals.approved import shown_variants
from creative_agents.approvals.book import ApprovalsBook
from creative_agents.brands.building.edits import Edit
from creative_agents.errors import UnknownNameError


def edits_of_run(book: ApprovalsBook, run_id: str) -> tuple[Edit, ...]:
    """Give what people corrected in the copy of a run, and what they said of it.

    Args:
        book: The approvals book.
        run_id: The run.

    Returns:
        A correction for each text that changed, a remark for each note, in order.

    Raises:
        UnknownNameError: The book knows no decision on copy of this run.
    """
    rows = [
        row
        for row in book.of_run(run_id)
        if row.question.gate == "copy" and row.status == "decided" and row.answer is not None
    ]
    if not rows:
        raise UnknownNameError(
            f"no copy was decided in the run {run_id!r}: `creative-agents runs list` shows the runs"
        )
    edits: list[Edit] = []
    for row in rows:
        shown = shown_variants(row.question)
        assert row.answer is not None
        for piece, decision in decisions(row.question, row.answer).items():
            texts = {field.place: field.text for field in shown[piece].asset.fields}
            edits += [
                Edit(
                    piece=f"{piece} {field.place}",
                    before=texts.get(field.place, ""),
                    after=field.text,
                )
                for field in decision.fields
                if texts.get(field.place) != field.text
            ]
            if decision.note.strip():
                edits.append(Edit(piece=piece, note=decision.note))
    return tuple(edits)
