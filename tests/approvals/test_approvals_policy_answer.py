import pytest
from approvals_made import make_question, make_route_question

from creative_agents.approvals.answering import decisions
from creative_agents.approvals.policy_answer import policy_answer
from creative_agents.domain.process import Autonomy, GatePolicy
from creative_agents.domain.review import Finding, Level

AUTO = GatePolicy(autonomy="auto", max_findings=1)


def find(*levels: Level) -> list[Finding]:
    """Make findings of some gravity."""
    return [
        Finding(rule=f"rule.{number}", level=level, message=f"{level} {number}")
        for number, level in enumerate(levels)
    ]


@pytest.mark.parametrize("autonomy", ["auto", "notify"])
def test_a_policy_that_may_decide_approves_what_is_clean(autonomy: Autonomy) -> None:
    """The answer is recorded as the policy's."""
    answer = policy_answer(make_question(), GatePolicy(autonomy=autonomy), findings={})

    assert answer is not None
    assert answer.via == "policy"
    assert {item.verdict for item in answer.decisions} == {"approve"}


@pytest.mark.parametrize(("autonomy", "must_ask"), [("ask", False), ("auto", True)])
def test_what_a_person_must_decide_is_left_to_them(autonomy: Autonomy, *, must_ask: bool) -> None:
    """A gate at `ask`, or a brief that blocks."""
    policy = GatePolicy(autonomy=autonomy)

    assert policy_answer(make_question(), policy, findings={}, must_ask=must_ask) is None


@pytest.mark.parametrize(
    ("levels", "verdict", "note"),
    [
        ([], "approve", ""),
        (["suggestion"] * 9, "approve", ""),
        (["warning"], "approve", ""),
        (["warning", "warning"], "reject", "rule.0: warning 0"),
        (["warning", "error"], "reject", "rule.1: error 1"),
    ],
)
def test_findings_decide(levels: list[Level], verdict: str, note: str) -> None:
    """One error, or one warning more than allowed, rejects with its reason."""
    answer = policy_answer(make_question(), AUTO, findings={"email/2": find(*levels)})

    assert answer is not None
    first, second = answer.decisions
    assert first.verdict == "approve"
    assert (second.verdict, second.note) == (verdict, note)


def test_a_policy_takes_the_recommended_route() -> None:
    """Its answer is one that the question can take."""
    question = make_route_question()
    answer = policy_answer(question, AUTO, findings={})

    assert answer is not None
    assert answer.choice == "b"
    assert decisions(question, answer)["strategy"].verdict == "approve"
