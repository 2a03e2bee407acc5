from typing import Any

import pytest
from approvals_made import NOW, make_question, make_route_question

from creative_agents.approvals.measures import agreement, cohens_kappa, wilson
from creative_agents.approvals.question import Approval, Question
from creative_agents.domain.approval import Answer, Decision

SKIN = ((10, 4, 1, 0), (5, 10, 12, 2), (2, 4, 12, 5), (0, 2, 6, 13))
"""Two dermatologists on 88 patients: the worked example of SAS's manual of PROC FREQ,
https://support.sas.com/documentation/cdl/en/procstat/67528/HTML/default/procstat_freq_gettingstarted02.htm
(checked 2026-11-22)."""


def pairs_of(table: tuple[tuple[int, ...], ...]) -> list[tuple[str, str]]:
    """Give a table of counts as pairs."""
    return [
        (str(row), str(column))
        for row, counts in enumerate(table)
        for column, count in enumerate(counts)
        for _ in range(count)
    ]


def test_kappa_and_its_interval_are_those_of_a_published_example() -> None:
    """0.3449, standard error 0.0724, from 0.2030 to 0.4868."""
    kappa = cohens_kappa(pairs_of(SKIN))

    assert kappa is not None
    assert kappa.n == 88
    assert round(kappa.value, 4) == 0.3449
    assert round(kappa.error, 4) == 0.0724
    assert [round(end, 4) for end in kappa.interval] == [0.203, 0.4868]


def test_kappa_does_not_depend_on_who_is_named_first() -> None:
    """It is symmetric."""
    turned = [(b, a) for a, b in pairs_of(SKIN)]

    assert cohens_kappa(turned) == cohens_kappa(pairs_of(SKIN))


def test_kappa_is_one_where_both_always_agree_and_not_defined_where_nobody_varies() -> None:
    """One word for ever says nothing beyond chance."""
    kappa = cohens_kappa([("approve", "approve"), ("not", "not")] * 5)

    assert kappa is not None
    assert (kappa.value, kappa.error, kappa.interval) == (1.0, 0.0, (1.0, 1.0))
    assert cohens_kappa([("approve", "approve")] * 9) is None
    assert cohens_kappa([]) is None


@pytest.mark.parametrize(
    ("hits", "n", "interval"),
    [
        (81, 263, (0.2553, 0.3662)),
        (15, 148, (0.0624, 0.1605)),
        (0, 20, (0.0, 0.1611)),
        (1, 29, (0.0061, 0.1718)),
    ],
)
def test_the_interval_of_a_share_is_that_of_a_published_table(
    hits: int, n: int, interval: tuple[float, float]
) -> None:
    """Four rows of Newcombe, Statistics in Medicine 17 (1998), 857-872, table I, method 3."""
    found = wilson(hits, n)

    assert found is not None
    assert tuple(round(end, 4) for end in found) == interval
    assert wilson(0, 0) is None


def row_of(question: Question, answer: Answer) -> Approval:
    """Decide a question."""
    return Approval(question=question, status="decided", answer=answer, decided_at=NOW)


def reviewed(**changes: Any) -> Question:
    """Make a copy question whose second piece was shown with a warning."""
    warning = {"rule": "voice", "level": "warning", "message": "stiff"}
    question = make_question(**changes)
    reviews: Any = [
        {"piece": "email/1", "findings": []},
        {"piece": "email/2", "findings": [warning]},
    ]
    return question.model_copy(update={"subject": {**question.subject, "reviews": reviews}})


def test_agreement_counts_pieces_that_were_taken_as_recommended() -> None:
    """One clean piece approved, one flagged piece sent back: two of two; approved: one of two."""
    back = Decision(piece="email/2", verdict="revise", note="warmer")
    rows = [
        row_of(reviewed(), Answer(default="approve", decisions=(back,))),
        row_of(reviewed(run_id="autumn"), Answer(default="approve")),
    ]
    (found,) = agreement(rows)

    assert (found.gate, found.person, found.n, found.agreed, found.share) == (
        "copy",
        "",
        4,
        3,
        0.75,
    )
    assert found.interval == wilson(3, 4)
    assert found.kappa is not None
    assert found.kappa.value == pytest.approx(0.5)


def test_agreement_on_routes_is_taking_the_recommended_one() -> None:
    """Another one, and none at all, differ."""
    rows = [
        row_of(make_route_question(run_id=f"r{number}"), answer)
        for number, answer in enumerate(
            (
                Answer(default="approve", choice="b"),
                Answer(default="approve", choice="a"),
                Answer(default="reject"),
            )
        )
    ]
    (found,) = agreement(rows)

    assert (found.n, found.agreed, found.kappa) == (3, 1, cohens_kappa(_routes()))


def _routes() -> list[tuple[str, str]]:
    return [("b", "b"), ("b", "a"), ("b", "none")]


def test_a_policy_is_not_compared_with_itself_and_what_nobody_reviewed_counts_not() -> None:
    """Nor is what still waits."""
    rows = [
        row_of(reviewed(), Answer(default="approve", via="policy")),
        row_of(make_question(), Answer(default="approve")),
        Approval(question=reviewed()),
    ]

    assert agreement(rows) == ()


def test_a_person_is_a_line_only_where_somebody_asks_for_it() -> None:
    """By default nobody is told apart."""
    rows = [
        row_of(reviewed(run_id=by), Answer(default="approve", by=by)) for by in ("Ana", "Bo", "Ana")
    ]

    assert [(one.person, one.n) for one in agreement(rows)] == [("", 6)]
    assert [(one.person, one.n) for one in agreement(rows, per_person=True)] == [
        ("Ana", 4),
        ("Bo", 2),
    ]
