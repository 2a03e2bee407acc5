"""A question that waits, on a card that decides it."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any, Final, TypeVar

from pydantic import ValidationError

from creative_agents.approvals.answering import read_decision
from creative_agents.approvals.approved import standing_variants
from creative_agents.approvals.changes import Change, since_last_round
from creative_agents.approvals.door import Approvals
from creative_agents.approvals.question import Approval
from creative_agents.approvals.saying import whole_answer, with_rest
from creative_agents.approvals.shown import shown_lines
from creative_agents.approvals.voting import still_missing
from creative_agents.approvals.words import short
from creative_agents.domain.approval import Answer, Person
from creative_agents.domain.base import Language, Model
from creative_agents.domain.catalogue import Catalogue
from creative_agents.domain.language import detect
from creative_agents.domain.process import Verdict
from creative_agents.domain.review import Finding, PieceReaction, Review
from creative_agents.errors import AnswerError
from creative_agents.notebook.tables import findings_table, reactions_table, table

NounT = TypeVar("NounT", bound=Model)

LONGEST_INDEX: Final = 6
"""Signs that the number of a place has fewer than."""

_WORDS: Final = Catalogue(
    en={
        "pending": "It waits for your decision: {ways}",
        "claimed": "{who} is at it.",
        "decided": "Decided: {said}",
        "expired": "It expired: nothing was approved.",
        "superseded": "It is out of date: a newer round took its place.",
        "changed": "Changed since the last round",
        "approve": "approve",
        "edit": "edit",
        "revise": "revise",
        "reject": "reject",
    },
    fr={
        "pending": "En attente de votre décision\u00a0: {ways}",
        "claimed": "{who} s’en occupe.",
        "decided": "Décidé\u00a0: {said}",
        "expired": "Délai passé\u00a0: rien n’a été validé.",
        "superseded": "Remplacé par un tour plus récent.",
        "changed": "Changé depuis le dernier tour",
        "approve": "valider",
        "edit": "corriger",
        "revise": "à reprendre",
        "reject": "refuser",
    },
)


def approval_card(
    approvals: Approvals, id: str, *, person: Person | None = None, language: Language | None = None
) -> "ApprovalCard":
    """Show a question that waits, and decide it.

    Args:
        approvals: The door; an `Approvals` with `check_edits` takes corrections of copy too.
        id: The question.
        person: Who is at the notebook, as you authenticated them; absent: nobody was, and the
            answer counts only where the gate's policy allows that.
        language: Language of the headings; absent: the question's.

    Returns:
        A card that a notebook shows by itself; nothing but a browser is needed.

    Raises:
        UnknownNameError: Nothing was asked under this id.
    """
    return ApprovalCard(approvals, id, person=person, language=language)


class ApprovalCard:
    """A question on a card; each of its words decides, and gives the card as it is then."""

    def __init__(
        self,
        approvals: Approvals,
        id: str,
        *,
        person: Person | None = None,
        language: Language | None = None,
    ) -> None:
        """Take a question; see `approval_card`."""
        self._approvals = approvals
        self._person = person
        self.row: Approval = approvals.show(id)
        """The question as it was last shown: an answer is an answer to this."""
        self._language: Language = language or _language(self.row)

    def approve(
        self,
        *,
        choice: str | None = None,
        note: str = "",
        pieces: Sequence[str] = (),
        rest: Verdict | None = None,
    ) -> "ApprovalCard":
        """Approve: it counts as it is shown.

        Args:
            choice: Where routes are offered, the one chosen.
            note: A word on it.
            pieces: Ids of the pieces that are meant; empty: all.
            rest: The word on the others.

        Returns:
            The card as it is then.

        Raises:
            AnswerError: The question cannot take this answer; it still waits.
            ApprovalError: Somebody was quicker.
        """
        return self._say("approve", choice=choice, note=note, pieces=pieces, rest=rest)

    def revise(
        self, note: str, *, pieces: Sequence[str] = (), rest: Verdict | None = None
    ) -> "ApprovalCard":
        """Send it back, with what must change; see `approve`."""
        return self._say("revise", note=note, pieces=pieces, rest=rest)

    def reject(
        self, note: str = "", *, pieces: Sequence[str] = (), rest: Verdict | None = None
    ) -> "ApprovalCard":
        """Refuse it; see `approve`."""
        return self._say("reject", note=note, pieces=pieces, rest=rest)

    def edit(
        self,
        texts: Mapping[str, str] | str,
        *,
        piece: str | None = None,
        rest: Verdict | None = None,
        choice: str | None = None,
    ) -> "ApprovalCard":
        """Correct a piece.

        Args:
            texts: The texts that change, by their place: ``{"headline[2]": "Home by seven"}``;
                outside copy, the one text.
            piece: Id of the piece; absent: the only one.
            rest: The word on the others.
            choice: Where routes are offered, the one chosen.

        Returns:
            The card as it is then.

        Raises:
            AnswerError: The text breaks a rule, or the question cannot take this answer.
            ApprovalError: Somebody was quicker.
        """
        pieces = self.row.question.pieces
        if piece is None and len(pieces) > 1:
            raise AnswerError(f"say which piece: one of {', '.join(pieces)}")
        id = piece or pieces[0]
        fields = [*map(_field, texts, texts.values())] if isinstance(texts, Mapping) else []
        text = texts if not isinstance(texts, Mapping) else ""
        given = {"piece": id, "verdict": "edit", "fields": fields, "text": text}
        decision = read_decision(given)
        answer = with_rest(self.row.question, [decision], rest=rest, choice=choice)
        return self._decide(answer)

    def undo(self) -> "ApprovalCard":
        """Take the decision back, as long as the work did not go on from it."""
        id = self.row.question.id
        self.row = self._approvals.undo(id, person=self._person, via="notebook")
        return self

    def _say(self, verdict: Verdict, **parts: Any) -> "ApprovalCard":  # noqa: ANN401 - as typed above
        return self._decide(whole_answer(self.row.question, verdict, **parts))

    def _decide(self, answer: Answer) -> "ApprovalCard":
        self.row = self._approvals.decide(
            self.row.question.id,
            answer,
            person=self._person,
            via="notebook",
            seen=self.row.seen,
        )
        return self

    def _repr_html_(self) -> str:
        self.row = self._approvals.show(self.row.question.id)
        question, language = self.row.question, self._language
        rows = self._approvals.book.of_run(question.run_id)
        since = since_last_round(self.row, rows)
        parts = [
            f"<h3>{escape(question.title)}</h3>",
            f"<p>{escape(_standing(self.row, language))}</p>",
            table(("piece", "place", "text"), _shown(self.row), language),
            *_remarks(self.row, language),
        ]
        if since and since.changes:
            notes = "".join(
                f"<p>{escape(piece)}: {escape(note)}</p>" for piece, note in since.notes.items()
            )
            head = f"<h4>{escape(_WORDS.say(language, 'changed'))}</h4>"
            parts.append(head + notes + "".join(map(_changed, since.changes)))
        return "".join(parts)


def _language(row: Approval) -> Language:
    if "variants" in row.question.subject:
        return next(iter(standing_variants(row).values())).asset.language
    return "fr" if detect(row.question.title) == "fr" else "en"


def _standing(row: Approval, language: Language) -> str:
    ways = " ".join(f".{word}()" for word in row.question.allowed)
    votes = [vote.answer.by or vote.answer.via for vote in row.votes]
    said = ", ".join(dict.fromkeys(votes))
    told = _WORDS.say(language, row.status, ways=ways, who=row.claimed_by, said=said)
    return " · ".join(filter(None, (told, still_missing(row))))


def _shown(row: Approval) -> list[tuple[str, str, str]]:
    if "variants" in row.question.subject:
        return [
            (piece, text.place, text.text)
            for piece, variant in standing_variants(row).items()
            for text in variant.asset.fields
        ]
    lines = shown_lines(row.question)[1:]
    return [(line.piece, line.label, line.text) for line in lines if not line.decides]


def _remarks(row: Approval, language: Language) -> Iterator[str]:
    subject = row.question.subject
    reviews = _read(Review, subject.get("reviews"))
    found = [
        one.model_copy(update={"piece": review.piece})
        for review in reviews
        for one in review.findings
    ]
    found += _read(Finding, subject.get("coherence"))
    if found:
        yield findings_table(found, language=language).html
    said = _read(PieceReaction, subject.get("reactions"))
    if said:
        yield reactions_table(said, language=language).html


def _read(noun: type[NounT], value: object) -> list[NounT]:
    """Read nouns of ours; a graph of one's own may show something else under their name."""
    try:
        return [noun.model_validate(one) for one in (value if isinstance(value, list) else [])]
    except ValidationError:
        return []


def _changed(change: Change) -> str:
    tags = {"kept": "span", "gone": "del", "new": "ins"}
    told = "".join(
        f"<{tags[part.kind]}>{escape(part.text)}</{tags[part.kind]}>" for part in change.parts
    )
    return f"<p>{escape(change.piece)} {escape(change.place)}: {told}</p>"


def _field(place: str, text: str) -> dict[str, object]:
    """Give the fields of an `AssetField`, for `read_decision` to look at."""
    name, _, index = str(place).removesuffix("]").partition("[")
    if index and not (index.isdecimal() and len(index) < LONGEST_INDEX):
        raise AnswerError(f"there is no place {short(place)}: write it as headline or headline[2]")
    return {"name": name, "index": int(index or 1), "text": text}
