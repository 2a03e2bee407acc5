"""What was approved, read from the book alone."""

from collections.abc import Sequence

from pydantic import JsonValue

from creative_agents.approvals.answering import decisions
from creative_agents.approvals.question import Approval, Question
from creative_agents.domain.asset import AssetField, CopyDeck, Variant
from creative_agents.errors import ApprovalError


def copy_subject(variants: Sequence[Variant]) -> dict[str, JsonValue]:
    """Give the part of a copy question that says exactly which copy is shown."""
    return {"variants": [variant.model_dump(mode="json") for variant in variants]}


def edited(variant: Variant, fields: Sequence[AssetField]) -> Variant:
    """Put a person's own texts into a piece.

    Args:
        variant: The piece as it was shown.
        fields: The texts that change.

    Returns:
        The piece with them.

    Raises:
        KeyError: The piece has no such field.
    """
    asset = variant.asset
    for field in fields:
        asset = asset.replace(field.name, field.index, field.text)
    return variant.model_copy(update={"asset": asset})


def approved_deck(rows: Sequence[Approval]) -> CopyDeck:
    """Give the copy that people approved, as it was shown and as they corrected it.

    Args:
        rows: The decided rows of the copy gate of one run, oldest first.

    Returns:
        The approved pieces; what a later round decided takes the place of what an earlier
        one did.
    """
    pieces: dict[str, Variant] = {}
    for row in rows:
        if row.status != "decided" or row.answer is None:
            continue
        shown = shown_variants(row.question)
        for piece, decision in decisions(row.question, row.answer).items():
            pieces.pop(piece, None)
            if decision.verdict == "approve":
                pieces[piece] = shown[piece]
            elif decision.verdict == "edit":
                pieces[piece] = edited(shown[piece], decision.fields)
    return CopyDeck(variants=tuple(pieces.values()))


def standing_variants(row: Approval) -> dict[str, Variant]:
    """Give the pieces of a copy question as they stand now: with what people corrected so far."""
    standing = shown_variants(row.question)
    for vote in row.votes:
        for decision in vote.answer.decisions:
            if decision.verdict == "edit" and decision.piece in standing:
                standing[decision.piece] = edited(standing[decision.piece], decision.fields)
    return standing


def shown_variants(question: Question) -> dict[str, Variant]:
    """Give the pieces that a copy question shows, by id."""
    shown = question.subject.get("variants", [])
    assert isinstance(shown, list)
    variants = (Variant.model_validate(item) for item in shown)
    return {variant.id: variant for variant in variants}


def refuse_open(rows: Sequence[Approval]) -> None:
    """Refuse to deliver while a question of the run is not answered.

    Args:
        rows: Every row of the run.

    Raises:
        ApprovalError: One waits, or expired.
    """
    for row in rows:
        if row.answer is None and row.status != "superseded":
            question = row.question
            raise ApprovalError(
                f"the question {question.id!r} of the gate {question.gate!r} is {row.status}: "
                "nothing is delivered before it is answered"
            )


def refuse_other(row: Approval) -> None:
    """Refuse a row that does not show any more what the people who answered saw.

    Raises:
        ApprovalError: It was changed in the book after they saw it.
    """
    if row.votes and row.votes[0].fingerprint != row.question.fingerprint:
        raise ApprovalError(
            f"what stands under {row.question.id!r} in the approvals book is not what was seen: "
            "nothing is delivered; `creative-agents log verify` says what was changed"
        )


def refuse_unapproved(deck: CopyDeck, rows: Sequence[Approval]) -> None:
    """Refuse a deck that is not, text for text, what the book says was approved.

    Args:
        deck: What is about to be delivered.
        rows: The decided rows of the copy gate of the run, oldest first.

    Raises:
        ApprovalError: A piece was not approved, or is not as it was when it was approved.
    """
    for row in rows:
        refuse_other(row)
    truth = {variant.id: variant.asset for variant in approved_deck(rows).variants}
    for variant in deck.variants:
        if variant.id not in truth:
            raise ApprovalError(f"the piece {variant.id!r} was not approved: nothing is delivered")
        if truth[variant.id] != variant.asset:
            raise ApprovalError(
                f"the piece {variant.id!r} is not what was approved: nothing is delivered; "
                "ask for approval again"
            )
