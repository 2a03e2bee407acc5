import pytest
from approvals_made import make_question, make_variant

from creative_agents.approvals.approved import copy_subject
from creative_agents.approvals.book import ApprovalsBook
from creative_agents.approvals.changes import Part, since_last_round, word_diff
from creative_agents.approvals.corrections import corrected
from creative_agents.approvals.saying import whole_answer, with_rest
from creative_agents.domain.approval import Answer, Decision
from creative_agents.domain.asset import AssetField
from creative_agents.errors import AnswerError


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("Ride home tonight", "Ride home by seven", "Ride home [tonight>by seven]"),
        ("", "Ride home", "[>Ride home]"),
        ("Ride home", "", "[Ride home>]"),
        ("Ride home.", "Ride home!", "Ride home[.>!]"),
        ("L’été à la mer", "L’hiver à la montagne", "[L’été>L’hiver] à la [mer>montagne]"),
        ("9\u00a0€ : c’est peu", "12\u00a0€ : c’est peu", "[9>12]\u00a0€ : c’est peu"),
        ("one\ntwo", "one\nthree", "one\n[two>three]"),
    ],
)
def test_words_that_went_and_came_are_told_apart(before: str, after: str, shown: str) -> None:
    """Whole words, with their apostrophes; both texts can be read back from the parts."""
    parts = word_diff(before, after)

    assert _told(parts) == shown
    assert "".join(part.text for part in parts if part.kind != "new") == before
    assert "".join(part.text for part in parts if part.kind != "gone") == after


def _told(parts: tuple[Part, ...]) -> str:
    told, gone = "", ""
    for place, part in enumerate(parts):
        follows = parts[place + 1].kind if place + 1 < len(parts) else "kept"
        if part.kind == "kept":
            told += part.text
        elif part.kind == "gone":
            gone = part.text
            told += f"[{gone}>]" if follows != "new" else ""
        else:
            told += f"[{gone}>{part.text}]"
        gone = gone if part.kind == "gone" else ""
    return told


def test_a_round_is_compared_with_the_one_before(book: ApprovalsBook) -> None:
    """Only the pieces that are asked again, with the note that sent each back."""
    first = book.ask(make_question()).question
    back = Decision(piece="email/2", verdict="revise", note="warmer")
    book.decide(first.id, Answer(default="approve", decisions=(back,)))
    shown = copy_subject([make_variant("email/2", "Home by seven")])
    row = book.ask(make_question(round=2, pieces=("email/2",), subject=shown))
    since = since_last_round(row, book.of_run("spring"))

    assert since is not None
    assert (since.round, dict(since.notes)) == (1, {"email/2": "warmer"})
    assert [(one.piece, one.place) for one in since.changes] == [("email/2", "headline[1]")]


def test_a_first_round_has_nothing_to_compare_with(book: ApprovalsBook) -> None:
    """Unless somebody corrected it meanwhile."""
    row = book.ask(make_question())

    assert since_last_round(row, book.of_run("spring")) is None


class TestWholeAnswer:
    """A word on some pieces and a word on the rest."""

    def test_no_piece_means_all(self) -> None:
        """The word is the default."""
        answer = whole_answer(make_question(), "reject", note="off brand")

        assert answer == Answer(default="reject", note="off brand")

    def test_every_piece_named_needs_no_rest(self) -> None:
        """And has no default."""
        answer = whole_answer(make_question(), "approve", pieces=("email/1", "email/2"))

        assert (answer.default, len(answer.decisions)) == (None, 2)

    def test_a_rest_that_goes_back_takes_the_note(self) -> None:
        """One note for all that is sent back."""
        given = [Decision(piece="email/1", verdict="approve")]
        answer = with_rest(make_question(), given, rest="revise", note="warmer")

        assert (answer.default, answer.note) == ("revise", "warmer")

    def test_a_piece_without_decision_is_refused(self) -> None:
        """Nothing is approved by silence."""
        with pytest.raises(AnswerError, match="'email/2' would be without decision"):
            whole_answer(make_question(), "approve", pieces=("email/1",))

    def test_revise_without_note_is_refused(self) -> None:
        """Whoever writes again must know what to change."""
        with pytest.raises(AnswerError, match="'revise' needs a note"):
            whole_answer(make_question(), "revise", note=" ")

    def test_a_choice_where_nothing_is_offered_is_refused(self) -> None:
        """It would be ignored without a word."""
        with pytest.raises(AnswerError, match="offers no routes"):
            whole_answer(make_question(), "approve", choice="a")


def test_a_text_that_a_piece_does_not_have_is_refused() -> None:
    """The line says which it has."""
    decision = Decision(
        piece="email/1", verdict="edit", fields=(AssetField(name="footer", text="x"),)
    )

    with pytest.raises(AnswerError, match=r"has no text 'footer\[1\]': it has headline\[1\]"):
        corrected(make_variant("email/1"), decision)
