from datetime import timedelta
from typing import Any

import pytest
from approvals_made import NOW, make_question, make_route_question, make_variant
from approvals_places import Clock

from creative_agents.approvals.approved import approved_deck, refuse_unapproved, standing_variants
from creative_agents.approvals.book import ApprovalsBook
from creative_agents.approvals.question import Approval, Question
from creative_agents.domain.approval import Answer, Decision, Need, Person, Terms
from creative_agents.domain.asset import AssetField
from creative_agents.errors import AnswerError, ApprovalError

ANA = Person(id="ana", name="Ana", roles=("brand director",))
OMAR = Person(id="omar", name="Omar", roles=("Head of Copy",))
LEA = Person(id="lea", name="Léa", roles=("legal",))
APPROVE = Answer(default="approve", via="terminal")


def asked(book: ApprovalsBook, **terms: Any) -> Question:
    """Put a question with terms."""
    return book.ask(make_question(terms=Terms(anonymous=False, **terms))).question


def edit(piece: str, text: str) -> Answer:
    """Correct a headline and approve the rest."""
    fields = (AssetField(name="headline", text=text),)
    return Answer(
        default="approve", decisions=(Decision(piece=piece, verdict="edit", fields=fields),)
    )


class TestPeople:
    """Who may answer."""

    def test_whoever_is_authenticated_stands_in_the_row(self, book: ApprovalsBook) -> None:
        """With their name, and through what they answered."""
        question = book.ask(make_question()).question
        row = book.decide(question.id, APPROVE, person=ANA)

        assert row.answer is not None
        assert (row.answer.by, row.answer.via, row.authenticated) == ("Ana", "terminal", True)
        assert row.votes[0].roles == ("brand director",)
        assert row.votes[0].fingerprint == question.fingerprint
        assert book.get(question.id) == row

    def test_nobody_in_particular_is_recorded_so(self, book: ApprovalsBook) -> None:
        """Where the terms allow it, it counts."""
        row = book.decide(book.ask(make_question()).question.id, APPROVE)

        assert (row.status, row.authenticated) == ("decided", False)

    def test_nobody_in_particular_is_refused_where_the_terms_say_so(
        self, book: ApprovalsBook
    ) -> None:
        """The question waits."""
        question = asked(book, needs=(Need(roles=("legal",)),))
        with pytest.raises(AnswerError, match="nobody was: it needs legal"):
            book.decide(question.id, APPROVE)

        assert book.get(question.id).waits

    def test_a_role_that_may_not_is_refused_and_one_that_may_decides(
        self, book: ApprovalsBook
    ) -> None:
        """Capitals do not matter."""
        question = asked(book, needs=(Need(roles=("brand director", "head of copy")),))
        with pytest.raises(AnswerError, match="'lea' may not answer the gate 'copy' as legal: it"):
            book.decide(question.id, Answer(default="reject"), person=LEA)

        assert book.decide(question.id, APPROVE, person=OMAR).status == "decided"

    def test_two_must_agree_where_the_quorum_says_so(self, book: ApprovalsBook) -> None:
        """The first answer waits for the second; the same person is not two."""
        question = asked(book, needs=(Need(count=2),))
        row = book.decide(question.id, APPROVE, person=ANA)

        assert (row.status, row.answer, len(row.votes)) == ("pending", None, 1)
        with pytest.raises(AnswerError, match="'ana' answered already: it still needs somebody"):
            book.decide(question.id, APPROVE, person=ANA)
        decided = book.decide(question.id, APPROVE, person=OMAR)
        assert decided.answer is not None
        assert (decided.status, decided.answer.by) == ("decided", "Ana, Omar")
        assert [event.kind for event in book.events()] == ["asked", "voted", "decided"]

    def test_who_is_needed_for_a_finding_must_agree_too(self, book: ApprovalsBook) -> None:
        """A law finding needs legal, whoever else approved."""
        needs = (Need(roles=("brand director",)), Need(roles=("legal",), why="law.price"))
        question = asked(book, needs=needs)
        assert book.decide(question.id, APPROVE, person=ANA).status == "pending"
        assert book.decide(question.id, APPROVE, person=LEA).status == "decided"

    def test_one_person_with_both_roles_is_enough(self, book: ApprovalsBook) -> None:
        """They count for each role that they have."""
        needs = (Need(roles=("brand director",)), Need(roles=("legal",), why="law.price"))
        both = ANA.model_copy(update={"roles": ("legal", "brand director")})

        assert book.decide(asked(book, needs=needs).id, APPROVE, person=both).status == "decided"

    def test_a_refusal_needs_one(self, book: ApprovalsBook) -> None:
        """What one person rejects, nobody else has to reject."""
        question = asked(book, needs=(Need(count=3),))

        row = book.decide(question.id, Answer(default="reject"), person=OMAR)
        assert row.status == "decided"

    def test_the_strictest_word_on_each_piece_counts(self, book: ApprovalsBook) -> None:
        """One sends a piece back, both approve the other."""
        question = asked(book, needs=(Need(count=2),))
        back = Decision(piece="email/2", verdict="revise", note="plus court")
        book.decide(question.id, Answer(default="approve", decisions=(back,)), person=ANA)
        row = book.decide(question.id, APPROVE, person=OMAR)

        assert row.answer is not None
        words = {one.piece: (one.verdict, one.note) for one in row.answer.decisions}
        assert words == {"email/1": ("approve", ""), "email/2": ("revise", "plus court")}
        assert [item.id for item in approved_deck([row]).variants] == ["email/1"]

    def test_a_correction_is_put_before_those_who_agreed_to_the_words_before(
        self, book: ApprovalsBook
    ) -> None:
        """Ana approved other words than Omar's: she is asked again, and says what she saw."""
        question = asked(book, needs=(Need(count=2),))
        book.decide(question.id, APPROVE, person=ANA)
        row = book.decide(question.id, edit("email/1", "Home by seven"), person=OMAR)
        assert row.status == "pending"
        assert standing_variants(row)["email/1"].asset.fields[0].text == "Home by seven"
        with pytest.raises(AnswerError, match="is not what you saw any more: look at it again"):
            book.decide(question.id, APPROVE, person=ANA)
        with pytest.raises(AnswerError, match="is not what you saw any more"):
            book.decide(question.id, APPROVE, person=ANA, seen=question.fingerprint)
        decided = book.decide(question.id, APPROVE, person=ANA, seen=row.seen)

        assert decided.status == "decided"
        texts = [item.asset.fields[0].text for item in approved_deck([decided]).variants]
        assert texts == ["Home by seven", "Ride home tonight"]

    def test_two_who_choose_two_routes_do_not_agree(self, book: ApprovalsBook) -> None:
        """The last choice stands until somebody else makes it too."""
        terms = Terms(anonymous=False, needs=(Need(count=2),))
        question = book.ask(make_route_question(terms=terms)).question
        book.decide(question.id, Answer(default="approve", choice="a"), person=ANA)
        row = book.decide(question.id, Answer(default="approve", choice="b"), person=OMAR)
        assert row.status == "pending"
        row = book.decide(question.id, Answer(default="approve", choice="b"), person=ANA)

        assert row.answer is not None
        assert (row.status, row.answer.choice) == ("decided", "b")

    def test_nobody_approves_what_they_wrote(self, book: ApprovalsBook) -> None:
        """Who wrote it may still send it back; somebody else approves."""
        question = asked(book, not_own_work=True, authors=("ana",))
        with pytest.raises(AnswerError, match="'ana' wrote what is shown"):
            book.decide(question.id, APPROVE, person=ANA)

        assert book.decide(question.id, APPROVE, person=OMAR).status == "decided"

    def test_who_corrects_does_not_approve_their_own_correction(self, book: ApprovalsBook) -> None:
        """Where the brand says so, another pair of eyes must."""
        question = asked(book, not_own_work=True)
        row = book.decide(question.id, edit("email/1", "Home by seven"), person=ANA)
        assert row.status == "pending"
        with pytest.raises(AnswerError, match="'ana' answered already"):
            book.decide(question.id, APPROVE, person=ANA, seen=row.seen)

        assert book.decide(question.id, APPROVE, person=OMAR, seen=row.seen).status == "decided"

    def test_elsewhere_who_corrects_decides(self, book: ApprovalsBook) -> None:
        """A director's own words are approved words."""
        row = book.decide(asked(book).id, edit("email/1", "Home by seven"), person=ANA)

        assert row.status == "decided"

    def test_the_authors_stand_in_the_book_by_their_reference(self, book: ApprovalsBook) -> None:
        """So that erasing them erases this too."""
        question = asked(book, not_own_work=True, authors=("ana",))

        assert len(question.terms.authors) == 1
        assert question.terms.authors != ("ana",)


class TestTime:
    """When it is reminded, escalated, closed."""

    @pytest.fixture
    def question(self, book: ApprovalsBook) -> Question:
        """A question with a whole life: asked at 9, reminded at 10, escalated at 11, over at 12."""
        terms = Terms(
            needs=(Need(roles=("legal",)),),
            anonymous=False,
            remind_at=NOW + timedelta(hours=1),
            escalate_at=NOW + timedelta(hours=2),
            escalate_to=("brand director",),
            expires_at=NOW + timedelta(hours=3),
        )
        return book.ask(make_question(asked_at=NOW, terms=terms)).question

    def test_nothing_happens_before_its_time(self, book: ApprovalsBook, question: Question) -> None:
        """And a book that is swept twice writes nothing twice."""
        assert book.sweep() == ()
        assert book.waiting()[0].expires_at == question.terms.expires_at

    def test_each_moment_comes_once(
        self, book: ApprovalsBook, question: Question, clock: Clock
    ) -> None:
        """Reminded, escalated, closed; the question is the event's."""
        said = []
        for _ in range(4):
            clock.pass_hours(1)
            said += [event.kind for event in (*book.sweep(), *book.sweep())]

        assert said == ["reminded", "escalated", "expired"]
        assert book.get(question.id).status == "expired"

    def test_a_sweep_that_comes_late_says_the_gravest(
        self, book: ApprovalsBook, question: Question, clock: Clock
    ) -> None:
        """Nobody is reminded of what is closed."""
        clock.pass_hours(72)

        events = book.sweep()
        assert [(event.kind, event.approval) for event in events] == [("expired", question.id)]

    def test_silence_approves_nothing(
        self, book: ApprovalsBook, question: Question, clock: Clock
    ) -> None:
        """Nobody swept, and the late answer is refused all the same."""
        clock.pass_hours(3)
        assert book.waiting() == ()
        with pytest.raises(ApprovalError, match=r"expired at .* and nothing was approved: `creat"):
            book.decide(question.id, APPROVE, person=LEA)

        row = book.get(question.id)
        assert (row.status, row.answer) == ("expired", None)

    def test_what_expired_is_asked_again_for_as_long(
        self, book: ApprovalsBook, question: Question, clock: Clock
    ) -> None:
        """Its moments come again, and then it can be answered."""
        clock.pass_hours(72)
        book.sweep()
        assert book.reopen(question.id, person=ANA).status == "pending"
        clock.pass_hours(1)
        assert [event.kind for event in book.sweep()] == ["reminded"]

        assert book.decide(question.id, APPROVE, person=LEA).status == "decided"
        clock.pass_hours(9)
        assert book.sweep() == ()
        assert book.verify().ok

    def test_an_escalated_question_takes_the_answer_of_those_it_went_to(
        self, book: ApprovalsBook, question: Question, clock: Clock
    ) -> None:
        """And not before."""
        with pytest.raises(AnswerError, match="'ana' may not answer"):
            book.decide(question.id, APPROVE, person=ANA)
        clock.pass_hours(2)

        assert book.decide(question.id, APPROVE, person=ANA).status == "decided"

    def test_asking_again_what_did_not_expire_changes_nothing(self, book: ApprovalsBook) -> None:
        """A decision is not opened by it."""
        question = book.ask(make_question()).question
        decided = book.decide(question.id, APPROVE)

        assert book.reopen(question.id) == decided


class TestClaims:
    """While somebody is at it."""

    def test_others_are_kept_away_for_a_while(self, book: ApprovalsBook, clock: Clock) -> None:
        """Half an hour, then anybody may."""
        question = book.ask(make_question()).question
        row = book.claim(question.id, ANA)
        assert (row.status, row.claimed_by) == ("claimed", "Ana")
        assert book.waiting()[0].claimed_by == "Ana"
        with pytest.raises(ApprovalError, match=r"Ana is at the question .* until 09:30 UTC"):
            book.claim(question.id, OMAR)
        with pytest.raises(ApprovalError, match=r"Ana is at the question .* until 09:30 UTC"):
            book.decide(question.id, APPROVE)
        clock.pass_hours(0.6)

        assert book.waiting()[0].claimed_by == ""
        assert book.decide(question.id, APPROVE, person=OMAR).status == "decided"

    def test_whoever_is_at_it_decides(self, book: ApprovalsBook) -> None:
        """The claim ends with it."""
        question = book.ask(make_question()).question
        book.claim(question.id, ANA)
        row = book.decide(question.id, APPROVE, person=ANA)

        assert (row.status, row.claimed_by) == ("decided", "")

    def test_it_is_released_by_whoever_claimed_it(self, book: ApprovalsBook) -> None:
        """And by nobody else."""
        question = book.ask(make_question()).question
        book.claim(question.id, ANA)

        assert book.release(question.id, OMAR).status == "claimed"
        assert book.release(question.id, ANA).status == "pending"
        assert book.release(question.id, ANA).status == "pending"

    def test_what_is_claimed_still_waits(self, book: ApprovalsBook) -> None:
        """For a list, and for a newer round, which takes its place."""
        question = book.ask(make_question()).question
        book.claim(question.id, ANA)
        assert [row.question.id for row in book.pending()] == [question.id]
        book.ask(make_question(round=2))

        assert book.get(question.id).status == "superseded"
        with pytest.raises(ApprovalError, match="out of date"):
            book.claim(question.id, ANA)


class TestUndo:
    """Before the work went on."""

    @pytest.fixture
    def decided(self, book: ApprovalsBook) -> Approval:
        """A question that Ana approved."""
        return book.decide(book.ask(make_question()).question.id, APPROVE, person=ANA)

    def test_a_decision_is_taken_back_and_the_question_waits_again(
        self, book: ApprovalsBook, decided: Approval
    ) -> None:
        """Both stand in the log."""
        row = book.undo(decided.question.id, person=ANA, via="terminal")
        assert (row.status, row.answer, row.decided_at, row.votes) == ("pending", None, None, ())
        again = book.decide(decided.question.id, Answer(default="reject"), person=ANA)

        assert again.status == "decided"
        kinds = [event.kind for event in book.events()]
        assert kinds == ["asked", "decided", "undone", "decided"]

    def test_not_once_the_work_went_on(self, book: ApprovalsBook, decided: Approval) -> None:
        """The line says what to do instead."""
        book.begin_effect(decided.question.id)
        with pytest.raises(ApprovalError, match="cannot be undone, the work went on from it"):
            book.undo(decided.question.id)

        assert book.get(decided.question.id).status == "decided"

    def test_what_is_not_decided_cannot_be_undone(self, book: ApprovalsBook) -> None:
        """There is nothing to take back."""
        question = book.ask(make_question()).question
        with pytest.raises(ApprovalError, match="is pending: there is no decision to undo"):
            book.undo(question.id)

    def test_only_who_may_decide_may_undo(self, book: ApprovalsBook) -> None:
        """Another role is refused."""
        question = asked(book, needs=(Need(roles=("legal",)),))
        book.decide(question.id, APPROVE, person=LEA)
        with pytest.raises(AnswerError, match="'ana' may not answer"):
            book.undo(question.id, person=ANA)

        assert book.undo(question.id, person=LEA).status == "pending"


class TestEffect:
    """What a decision brings about."""

    def test_it_begins_with_the_decision_where_the_work_goes_on_at_once(
        self, book: ApprovalsBook
    ) -> None:
        """Both are told, and nothing can be taken back in between."""
        question = book.ask(make_question()).question
        row = book.decide(question.id, APPROVE, person=ANA, goes_on=True)

        assert (row.status, row.effect) == ("decided", "started")
        assert book.get(question.id) == row
        assert [one.kind for one in book.events()] == ["asked", "decided", "effect_started"]
        assert book.verify().ok
        with pytest.raises(ApprovalError, match="cannot be undone"):
            book.undo(question.id, person=ANA)

    def test_it_does_not_begin_while_somebody_must_still_agree(self, book: ApprovalsBook) -> None:
        """The first of two voices decides nothing."""
        question = asked(book, needs=(Need(count=2),))
        row = book.decide(question.id, APPROVE, person=ANA, goes_on=True)

        assert (row.status, row.effect) == ("pending", "none")
        row = book.decide(question.id, APPROVE, person=OMAR, goes_on=True)
        assert (row.status, row.effect) == ("decided", "started")

    def test_what_is_asked_is_what_stands_there(self, book: ApprovalsBook) -> None:
        """The row that comes back is the row that is kept."""
        asked_now = book.ask(make_question())
        assert book.get(asked_now.question.id) == asked_now

    def test_it_begins_and_ends_once(self, book: ApprovalsBook) -> None:
        """Whoever does it again after a crash changes nothing; the key of the first one stays."""
        question = book.ask(make_question()).question
        book.decide(question.id, APPROVE)
        for _ in range(2):
            assert book.begin_effect(question.id).effect == "started"
        for key in ("k1", "k2"):
            book.end_effect([question.id], key=key)
        row = book.begin_effect(question.id)

        assert (row.effect, row.effect_key) == ("done", "k1")
        kinds = [event.kind for event in book.events()]
        assert kinds == ["asked", "decided", "effect_started", "effect_done"]

    def test_nothing_goes_on_from_what_nobody_decided(self, book: ApprovalsBook) -> None:
        """Neither its beginning nor its end can be written."""
        question = book.ask(make_question()).question
        with pytest.raises(ApprovalError, match="is pending and not decided: nothing goes on"):
            book.begin_effect(question.id)
        with pytest.raises(ApprovalError, match="is pending and not decided: nothing goes on"):
            book.end_effect([question.id])

        assert book.get(question.id).effect == "none"


class TestLists:
    """What waits, and what was decided."""

    def test_the_riskiest_come_first_then_the_oldest(self, book: ApprovalsBook) -> None:
        """A line says what it is without its subject."""
        for at, (run_id, risk) in enumerate(
            [("a", "low"), ("b", "high"), ("c", "medium"), ("d", "high")]
        ):
            book.ask(make_question(run_id=run_id, round=1 + at, risk=risk))
        lines = book.waiting()

        assert [(line.run_id, line.risk) for line in lines] == [
            ("b", "high"),
            ("d", "high"),
            ("c", "medium"),
            ("a", "low"),
        ]
        assert (lines[0].pieces, lines[0].title, lines[0].round) == (
            2,
            "Spoke: 2 pieces to decide",
            2,
        )

    def test_a_list_is_of_a_brand_a_run_or_a_gate(self, book: ApprovalsBook) -> None:
        """Each narrows it."""
        book.ask(make_question(run_id="a"))
        book.ask(make_question(run_id="b", brand="petit-feu"))
        book.ask(make_route_question(run_id="b", brand="petit-feu"))

        assert len(book.waiting()) == 3
        assert [line.run_id for line in book.waiting(brand="spoke")] == ["a"]
        assert [line.gate for line in book.waiting(run_id="b")] == ["copy", "strategy"]
        assert [line.brand for line in book.waiting(gate="strategy")] == ["petit-feu"]

    def test_history_is_what_was_decided_in_a_period(
        self, book: ApprovalsBook, clock: Clock
    ) -> None:
        """From its first moment, before its last."""
        for run_id in ("a", "b", "c"):
            question = book.ask(make_question(run_id=run_id)).question
            book.decide(question.id, APPROVE)
            clock.pass_hours(1)
        book.ask(make_question(run_id="d"))
        hour = timedelta(hours=1)

        assert len(book.history()) == 3
        found = book.history(since=NOW + hour, until=NOW + 2 * hour, brand="spoke")
        assert [row.question.run_id for row in found] == ["b"]
        assert book.history(brand="petit-feu") == ()


def test_a_piece_that_a_book_was_made_to_show_is_not_delivered(book: ApprovalsBook) -> None:
    """What was approved is what was seen: a row that was changed afterwards approves nothing."""
    question = book.ask(make_question()).question
    row = book.decide(question.id, APPROVE)
    other = question.model_copy(
        update={"subject": {"variants": [make_variant("email/1", "Free!").model_dump(mode="json")]}}
    )
    with pytest.raises(ApprovalError, match="is not what was seen: nothing is delivered"):
        refuse_unapproved(approved_deck([row]), [row.model_copy(update={"question": other})])
