"""`edit`: what waits in the person's own editor, and back as an answer."""

import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from creative_agents import channels as channel_files
from creative_agents.approvals.answering import decisions
from creative_agents.approvals.approved import standing_variants
from creative_agents.approvals.question import Approval, Question
from creative_agents.approvals.saying import with_rest
from creative_agents.approvals.shown import Shown, shown_lines
from creative_agents.approvals.words import short
from creative_agents.cli.editing import changed_fields, edit_asset
from creative_agents.cli.question_card import language_of
from creative_agents.cli.screen import Screen
from creative_agents.cli.views import place_labels
from creative_agents.domain.approval import Answer, Decision
from creative_agents.domain.asset import Asset, AssetField, Variant
from creative_agents.domain.brand import Brand
from creative_agents.errors import AnswerError, UnknownNameError

if TYPE_CHECKING:
    from creative_agents.cli.approving import Desk
    from creative_agents.cli.deciding_sitting import Said


def correct(desk: "Desk", row: Approval, said: "Said") -> Answer:
    """Have somebody correct a question's texts.

    Args:
        desk: What the command line knows.
        row: The question, with what people corrected so far.
        said: Which pieces, and what becomes of the others.

    Returns:
        An edit of each piece that changed, and the word on the rest.

    Raises:
        AnswerError: Nothing changed, a text breaks a rule, or a piece would be without decision.
        ConfigError: The editor cannot be started.
    """
    question = row.question
    pieces = tuple(dict.fromkeys(said.pieces)) or question.pieces
    _refuse(row, pieces, said)
    brand = desk.known_brand(question)
    screen = Screen(brand.language if brand else language_of(question))
    if "variants" in question.subject:
        found = [_piece(desk, row, piece, screen, brand) for piece in pieces]
    else:
        found = [_text(desk, question, piece, said.choice, screen) for piece in pieces]
    given = [decision for decision in found if decision is not None]
    if not given:
        raise AnswerError(f"nothing changed: the question {question.id!r} waits on")
    return with_rest(question, given, rest=said.rest, choice=_choice(question, said))


def _refuse(row: Approval, pieces: Sequence[str], said: "Said") -> None:
    """Refuse, before anybody writes, what could not be taken afterwards."""
    question = row.question
    for piece in pieces:
        if piece not in question.pieces:
            raise AnswerError(
                f"the question {question.id!r} has no piece {short(piece)}: "
                f"it has {', '.join(question.pieces)}"
            )
    if "edit" not in question.allowed:
        raise AnswerError(
            f"'edit' is not possible at the gate {question.gate!r}: it takes "
            f"{', '.join(question.allowed)}"
        )
    if len(question.pieces) > 1 and said.rest is None:
        raise AnswerError(
            f"the question {question.id!r} has {len(question.pieces)} pieces: add --rest approve "
            "or --rest reject for those that you do not correct"
        )
    if said.rest == "revise":
        raise AnswerError("--rest revise needs a note: send those back with `revise`, not `edit`")
    if said.choice is not None and said.choice not in question.choices:
        has = ", ".join(question.choices) or "none"
        raise AnswerError(f"there is no route {short(said.choice)}: the routes are {has}")


def _choice(question: Question, said: "Said") -> str | None:
    return said.choice or question.recommended if question.choices else None


def _piece(
    desk: "Desk", row: Approval, piece: str, screen: Screen, brand: Brand | None
) -> Decision | None:
    """Open a piece in the editor until its texts keep the rules, or the person leaves it."""
    variant = standing_variants(row)[piece]
    labels = _labels(variant, screen, brand)
    draft = variant.asset
    while True:
        draft = edit_asset(draft, hint=screen.say("edit.hint"), labels=labels)
        fields = changed_fields(variant.asset, draft)
        if not fields:
            return None
        decision = Decision(piece=piece, verdict="edit", fields=fields)
        try:
            _check(desk, row.question, decision)
        except AnswerError as error:
            if not _again(screen, error):
                raise
        else:
            return decision


def _check(desk: "Desk", question: Question, decision: Decision) -> None:
    others = "approve" if "approve" in question.allowed else "reject"
    answer = Answer(default=others, decisions=(decision,), choice=question.recommended or None)
    decisions(question, answer)
    if question.gate == "brand":
        from creative_agents.graphs.brand_build.settling import refuse_edits

        refuse_edits(question, answer)
    elif "variants" in question.subject:
        desk.check(question, answer)


def _again(screen: Screen, error: AnswerError) -> bool:
    """Ask whether somebody who is there wants to correct their text again."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    screen.show(screen.say("edit.breaks"), str(error))
    yes, no = screen.say("edit.yes"), screen.say("edit.no")
    return screen.choose(screen.say("edit.again"), {yes: True, no: False}, default=yes)


def _labels(variant: Variant, screen: Screen, brand: Brand | None) -> Mapping[str, str]:
    folders = (brand.folder,) if brand and brand.folder else ()
    try:
        channel = channel_files.load(variant.asset.channel, *folders)
    except UnknownNameError:  # a graph of one's own may write for a channel of its own
        return {}
    return place_labels(channel, variant, screen.language)


def _text(
    desk: "Desk", question: Question, piece: str, choice: str | None, screen: Screen
) -> Decision | None:
    """Open the one text of a piece that is no copy: an answer, an idea, a line."""
    line = _line(question, piece, choice)
    asset = Asset(
        channel="text",
        language=screen.language,
        fields=(AssetField(name="text", text=line.text),),
    )
    while True:
        draft = edit_asset(asset, hint=screen.say("edit.hint"), labels={"text[1]": line.label})
        written = draft.text("text")
        if written == line.text:
            return None
        if not written.strip():
            raise AnswerError(f"the edit of {piece!r} has no text: write it, or reject the piece")
        decision = Decision(piece=piece, verdict="edit", text=written)
        try:
            _check(desk, question, decision)
        except AnswerError as error:
            if not _again(screen, error):
                raise
            asset = draft
        else:
            return decision


def _line(question: Question, piece: str, choice: str | None) -> Shown:
    wanted = choice or question.recommended
    for line in shown_lines(question):
        if line.piece == piece and not line.decides and line.route in {"", wanted}:
            return line
    raise AnswerError(f"{piece!r} has no text to correct: approve or reject it")
