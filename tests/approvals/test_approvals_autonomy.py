from decimal import Decimal
from typing import Any

import pytest
from approvals_made import NOW, make_question, make_route_question

from creative_agents.approvals.answering import decisions
from creative_agents.approvals.autonomy import (
    Situation,
    autonomy_for,
    must_tell,
    novelty,
    policy_decides,
)
from creative_agents.approvals.book import MemoryBook
from creative_agents.approvals.earning import Change, ask_to_change, changed, narrow, propose
from creative_agents.approvals.measures import Agreement, cohens_kappa
from creative_agents.domain.approval import Answer, Person
from creative_agents.domain.money import Money
from creative_agents.domain.process import Autonomy, AutonomyRule, GatePolicy, Process, When
from creative_agents.domain.review import Finding
from creative_agents.errors import ApprovalError

WARNING = Finding(rule="voice", level="warning", message="stiff")
ERROR = Finding(rule="claims", level="error", message="unproven")


def policy_of(*rules: tuple[When, Autonomy], otherwise: Autonomy = "ask") -> GatePolicy:
    """Make a policy of rules."""
    return GatePolicy(
        autonomy=otherwise,
        rules=tuple(AutonomyRule(when=when, autonomy=level) for when, level in rules),
    )


@pytest.mark.parametrize(
    ("when", "holds", "not_"),
    [
        ({"kinds": ["owned"]}, {"kind": "owned"}, {"kind": "paid"}),
        ({"channels": ["email", "sms"]}, {"channel": "sms"}, {"channel": "x_post"}),
        ({"markets": ["FR"]}, {"market": "FR"}, {"market": "BE"}),
        ({"max_findings": 0}, {"findings": ()}, {"findings": [WARNING]}),
        ({"max_findings": 1}, {"findings": [WARNING]}, {"findings": [WARNING, WARNING]}),
        ({"max_findings": 9}, {"findings": [WARNING]}, {"findings": [ERROR]}),
        (
            {"max_spend": {"amount": "500", "currency": "EUR"}},
            {"spend": Money(amount=Decimal(500), currency="EUR")},
            {"spend": Money(amount=Decimal("500.01"), currency="EUR")},
        ),
        (
            {"max_spend": {"amount": "500", "currency": "EUR"}},
            {"spend": Money(amount=Decimal(0), currency="EUR")},
            {"spend": Money(amount=Decimal(1), currency="USD")},
        ),
        ({"max_novelty": 0.3}, {"novelty": 0.3}, {"novelty": 0.31}),
    ],
)
def test_a_rule_holds_up_to_its_condition(
    when: dict[str, Any], holds: dict[str, Any], not_: dict[str, Any]
) -> None:
    """Findings, channel, market, spend and novelty; beyond it a person is asked."""
    policy = policy_of((When.model_validate(when), "auto"))

    assert autonomy_for(policy, Situation(**holds))[0] == "auto"
    assert autonomy_for(policy, Situation(**not_))[0] == "ask"


@pytest.mark.parametrize(
    "when",
    [
        {"kinds": ["owned"]},
        {"channels": ["email"]},
        {"markets": ["FR"]},
        {"max_spend": {"amount": "500"}},
        {"max_novelty": 1.0},
    ],
)
def test_what_is_not_known_of_a_piece_holds_never(when: dict[str, Any]) -> None:
    """Where nobody said what is spent, it is not taken for nothing."""
    assert autonomy_for(policy_of((When.model_validate(when), "auto")), Situation())[0] == "ask"


def test_the_first_rule_that_holds_decides() -> None:
    """And its number says so; where none holds, the gate's own level does."""
    policy = policy_of(
        (When(channels=("sms",)), "ask"), (When(max_findings=0), "auto"), otherwise="notify"
    )

    assert autonomy_for(policy, Situation(channel="sms")) == ("ask", "rule 1: ask")
    assert autonomy_for(policy, Situation(channel="email")) == ("auto", "rule 2: auto")
    stiff = Situation(channel="email", findings=[WARNING])
    assert autonomy_for(policy, stiff) == ("notify", "the gate's own: notify")


def test_an_automatic_approval_says_which_rule_let_it_through() -> None:
    """It is an answer like a person's, and the policy's by name."""
    policy = policy_of((When(max_findings=0), "auto"), otherwise="notify")
    situations = {"email/1": Situation(), "email/2": Situation(findings=[ERROR])}
    question = make_question()
    answer = policy_decides(question, policy, situations)

    assert answer is not None
    assert (answer.via, answer.by) == ("policy", "")
    assert answer.note == "rule 1: auto; the gate's own: notify"
    given = decisions(question, answer)
    assert (given["email/1"].verdict, given["email/2"].verdict) == ("approve", "reject")
    assert given["email/2"].note == "claims: unproven"
    assert must_tell(question, policy, situations)


def test_where_one_piece_is_a_persons_the_question_is() -> None:
    """A row of the book is decided as a whole."""
    policy = policy_of((When(channels=("email",)), "auto"))
    both = {"email/1": Situation(channel="email"), "email/2": Situation(channel="email")}

    assert policy_decides(make_question(), policy, both) is not None
    assert policy_decides(make_question(), policy, {**both, "email/2": Situation()}) is None
    assert policy_decides(make_question(), policy, both, must_ask=True) is None


def test_a_policy_chooses_the_recommended_route() -> None:
    """And approves the strategy with it."""
    answer = policy_decides(make_route_question(), GatePolicy(autonomy="auto"), {})

    assert answer is not None
    assert answer.choice == "b"


@pytest.mark.parametrize(
    ("text", "approved", "least", "most"),
    [
        ("Rentrez avant la nuit.", ["Rentrez avant la nuit !"], 0.0, 0.0),
        ("Rentrez avant la nuit.", ["Rentrez avant l'été."], 0.1, 0.6),
        ("Bring the old one back", ["Nos tarifs changent en mars"], 0.5, 1.0),
        ("Bring the old one back", [], 1.0, 1.0),
    ],
)
def test_novelty_is_the_distance_to_the_nearest_approved_text(
    text: str, approved: list[str], least: float, most: float
) -> None:
    """0 for the same words, 1 where there is nothing to compare with."""
    assert least <= novelty(text, approved) <= most


def agreed(hits: int, n: int, **changes: Any) -> Agreement:
    """Make evidence for the copy gate."""
    return Agreement(**{"gate": "copy", "n": n, "agreed": hits, **changes})


@pytest.mark.parametrize(
    ("now", "hits", "n", "to"),
    [
        ("ask", 50, 50, "notify"),
        ("ask", 49, 49, None),
        ("ask", 48, 50, None),
        ("ask", 96, 100, "notify"),
        ("ask", 2, 50, None),
        ("notify", 100, 100, "auto"),
        ("notify", 97, 100, None),
        ("notify", 5, 10, "ask"),
        ("auto", 100, 100, None),
        ("auto", 5, 10, "notify"),
        ("auto", 5, 9, None),
        ("auto", 8, 10, None),
    ],
)
def test_a_gate_moves_by_one_level_where_the_evidence_carries_it(
    now: Autonomy, hits: int, n: int, to: Autonomy | None
) -> None:
    """Wider only where the whole interval lies high enough, narrower only where it lies low."""
    process = Process(gates={"copy": GatePolicy(autonomy=now)})
    changes = propose([agreed(hits, n)], process)

    assert [change.to for change in changes] == ([to] if to else [])


def test_agreement_by_chance_widens_nothing() -> None:
    """A kappa whose interval holds 0 does not show that the agents tell good from bad."""
    said = [("approve", "approve")] * 95 + [("approve", "not")] * 2 + [("not", "approve")] * 3
    lucky = agreed(95, 100, kappa=cohens_kappa(said))

    assert propose([agreed(96, 100)], Process())
    assert propose([lucky], Process()) == ()


def test_a_line_of_one_person_proposes_nothing() -> None:
    """A gate is everybody's."""
    assert propose([agreed(100, 100, person="Ana")], Process()) == ()


WIDER = Change(gate="copy", now="ask", to="notify", n=100, agreed=99, low=0.94, high=1.0)
NARROWER = Change(gate="copy", now="auto", to="ask", n=20, agreed=5, low=0.1, high=0.5)


def test_asking_less_is_a_question_that_a_person_answers() -> None:
    """Put once; approved, the process changes; refused, it stays."""
    book = MemoryBook()
    rows = [ask_to_change(book, WIDER, brand="spoke", at=NOW) for _ in range(2)]
    assert rows[0].question.id == rows[1].question.id
    assert rows[0].question.allowed == ("approve", "reject")
    assert "99 of 100 agreed, 95 % 0.94 to 1.00" in rows[0].question.title

    row = book.decide(rows[0].question.id, Answer(default="approve"), person=Person(id="ana"))
    assert changed(Process(), row).gate("copy").autonomy == "notify"
    again = ask_to_change(book, WIDER, brand="spoke", at=NOW)
    assert again.question.id != row.question.id
    refused = book.decide(again.question.id, Answer(default="reject", note="too early"))
    assert changed(Process(), refused) == Process()


def test_nothing_widens_by_itself() -> None:
    """Not before a decision, not by the policy, not by `narrow`, and not on a moved ground."""
    book = MemoryBook()
    row = ask_to_change(book, WIDER, brand="spoke", at=NOW)
    with pytest.raises(ApprovalError, match="is not decided"):
        changed(Process(), row)
    assert policy_decides(row.question, GatePolicy(autonomy="auto"), {}) is None
    with pytest.raises(ApprovalError, match="would ask less: put it to a person"):
        narrow(book, WIDER, Process(), brand="spoke", at=NOW)
    decided = book.decide(row.question.id, Answer(default="approve", via="policy"))
    with pytest.raises(ApprovalError, match="would ask less and no person decided it"):
        changed(Process(), decided)
    person = Answer(default="approve", by="Ana")
    moved = decided.model_copy(update={"answer": person})
    with pytest.raises(ApprovalError, match="is at 'auto' by now, not at 'ask'"):
        changed(Process(gates={"copy": GatePolicy(autonomy="auto")}), moved)


def test_asking_more_is_done_at_once_and_recorded() -> None:
    """Rules that went further are taken back with it."""
    book = MemoryBook()
    policy = policy_of((When(channels=("email",)), "auto"), otherwise="auto")
    process = narrow(book, NARROWER, Process(gates={"copy": policy}), brand="spoke", at=NOW)

    assert process.gate("copy").autonomy == "ask"
    assert process.gate("copy").rules[0].autonomy == "ask"
    (row,) = book.of_run("autonomy/spoke/copy")
    assert row.answer is not None
    assert (row.status, row.answer.via) == ("decided", "policy")
