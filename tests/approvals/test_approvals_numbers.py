from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from approvals_made import NOW, make_question

from creative_agents.approvals.book import MemoryBook
from creative_agents.approvals.log import Event
from creative_agents.approvals.measures import wilson
from creative_agents.approvals.numbers import UNITS, Baseline, director_numbers, minutes_at
from creative_agents.approvals.question import Approval
from creative_agents.domain.approval import Answer, Decision, Person

SINCE = datetime(2026, 11, 1, tzinfo=UTC)
UNTIL = datetime(2026, 12, 1, tzinfo=UTC)


def decided(run_id: str, round: int, hours: float, answer: Answer, **changes: Any) -> Approval:
    """Decide a question so many hours after it was put."""
    question = make_question(run_id=run_id, round=round, **changes)
    at = question.asked_at + timedelta(hours=hours)
    return Approval(question=question, status="decided", answer=answer, decided_at=at)


APPROVE = Answer(default="approve", by="Ana")
BACK = Answer(
    default="approve", decisions=(Decision(piece="email/2", verdict="revise", note="warmer"),)
)
DROP = Answer(default="approve", decisions=(Decision(piece="email/2", verdict="reject"),))

ROWS = [
    decided("spring", 1, 2, BACK),
    decided("spring", 2, 4, APPROVE, pieces=("email/2",)),
    decided("autumn", 1, 1, DROP),
]
"""Two runs: one of two rounds, all approved in the end; one of one round, one piece dropped."""


def event(kind: Any, id: str, minutes: float) -> Event:
    """Make an event so many minutes after nine."""
    return Event(seq=1, at=NOW + timedelta(minutes=minutes), kind=kind, approval=id)


def test_the_six_numbers_of_two_runs() -> None:
    """Each with its n: hours, rounds and shares are those that a hand counts."""
    numbers = director_numbers(ROWS, brand="spoke", since=SINCE, until=UNTIL)
    found = {figure.name: (figure.value, figure.n) for figure in numbers.figures}

    assert found == {
        "lead_time": (3.0, 2),  # 5 hours and 1 hour
        "waiting_time": (2.0, 3),  # 2, 4 and 1
        "rounds": (1.5, 2),
        "first_pass": (0.5, 4),
        "human_minutes": (None, 0),
        "cost_per_piece": (None, 0),
    }
    assert {figure.name: figure.unit for figure in numbers.figures} == dict(UNITS)
    assert numbers.figure("first_pass").interval == wilson(2, 4)


def test_minutes_are_those_from_the_claim_to_the_answer() -> None:
    """Of the runs in which every answer of a person had been claimed."""
    spring_1, spring_2, _ = (row.question.id for row in ROWS)
    events = [
        event("asked", spring_1, 0),
        event("claimed", spring_1, 10),
        event("released", spring_1, 12),
        event("claimed", spring_1, 20),
        event("decided", spring_1, 24),
        event("claimed", spring_2, 60),
        event("decided", spring_2, 63),
        event("decided", "elsewhere", 99),
    ]
    assert minutes_at(events, {spring_1, spring_2}) == {spring_1: 6.0, spring_2: 3.0}

    numbers = director_numbers(ROWS, brand="spoke", since=SINCE, until=UNTIL, events=events)
    minutes = numbers.figure("human_minutes")
    assert (minutes.value, minutes.n) == (4.5, 2)  # nine minutes for spring's two pieces


def test_the_cost_is_of_models_and_of_people_and_says_what_it_leaves_out() -> None:
    """A run whose price nobody knows is not counted, rather than taken for free."""
    spring = [row for row in ROWS if row.question.run_id == "spring"]
    ids = [row.question.id for row in spring]
    events = [event(kind, id, at) for id in ids for kind, at in (("claimed", 0), ("decided", 30))]

    def cost(hourly_usd: Decimal | None, events: list[Event]) -> Any:
        costs = {"spring": Decimal("1.50"), "autumn": None}
        return director_numbers(
            ROWS,
            brand="spoke",
            since=SINCE,
            until=UNTIL,
            events=events,
            costs=costs,
            hourly_usd=hourly_usd,
        ).figure("cost_per_piece")

    models = cost(None, events)
    assert (models.value, models.n) == (0.75, 2)
    assert models.note == "people are not counted: nobody said what their hour costs"
    whole = cost(Decimal(60), events)
    assert (whole.value, whole.note) == (30.75, "")
    assert cost(Decimal(60), []).note.startswith("some people are not counted")


def test_each_number_stands_beside_the_manual_way_where_it_is_stated() -> None:
    """With who states it; what nobody measured is not made up."""
    stated = Baseline(source="timesheets of 2025, 212 pieces", figures={"lead_time": 12.0})
    numbers = director_numbers(ROWS, brand="spoke", since=SINCE, until=UNTIL, baseline=stated)

    assert numbers.baseline == "timesheets of 2025, 212 pieces"
    assert numbers.figure("lead_time").change == -0.75
    assert numbers.figure("rounds").baseline is None
    assert numbers.figure("rounds").change is None


def test_only_runs_of_the_brand_that_ended_in_the_period_count() -> None:
    """Not one that still waits, not another brand's, not last month's."""
    rows = [
        *ROWS,
        decided("other", 1, 1, APPROVE, brand="fettle"),
        decided("waits", 1, 1, BACK),
        Approval(question=make_question(run_id="waits", round=2)),
    ]

    assert (
        director_numbers(rows, brand="spoke", since=SINCE, until=UNTIL).figure("lead_time").n == 2
    )
    december = director_numbers(rows, brand="spoke", since=UNTIL, until=UNTIL + timedelta(days=31))
    assert december.figure("lead_time").n == 0
    assert december.figure("lead_time").note == "nothing was decided in the period"


def test_what_a_policy_answered_is_not_waiting_of_a_person() -> None:
    """It waits for nobody."""
    rows = [decided("spring", 1, 0, Answer(default="approve", via="policy"))]
    numbers = director_numbers(rows, brand="spoke", since=SINCE, until=UNTIL)

    assert numbers.figure("waiting_time").n == 0
    assert numbers.figure("human_minutes").value == 0.0


def test_the_numbers_are_drawn_from_a_real_book() -> None:
    """Claim, decide, and the log has the minutes."""
    book = MemoryBook()
    ana = Person(id="ana")
    question = make_question()
    book.ask(question)
    book.claim(question.id, ana)
    row = book.decide(question.id, Answer(default="approve"), person=ana)
    assert row.decided_at is not None
    numbers = director_numbers(
        book.of_run("spring"),
        brand="spoke",
        since=row.decided_at - timedelta(days=1),
        until=row.decided_at + timedelta(days=1),
        events=book.events(run_id="spring"),
    )

    assert numbers.figure("first_pass").value == 1.0
    minutes = numbers.figure("human_minutes").value
    assert minutes is not None
    assert 0 <= minutes < 1
