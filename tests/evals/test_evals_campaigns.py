from collections.abc import Callable
from typing import Any

import pytest
from campaign_house import department, make_brand
from evals_cases import BRIEF, gold

from creative_agents.domain.approval import Answer
from creative_agents.domain.asset import CopyDeck
from creative_agents.evals import campaigns
from creative_agents.evals.campaigns import campaign_answer
from creative_agents.evals.gates import gate_report
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.scorers.gate_precision import gate_precision
from creative_agents.evals.scorers.gate_question import gate_question
from creative_agents.evals.scorers.gate_recall import gate_recall
from creative_agents.evals.scorers.gate_state import gate_state
from creative_agents.evals.scorers.gate_unapproved import gate_unapproved
from creative_agents.evals.scorers.trajectory import trajectory
from creative_agents.evals.trace import CampaignTrace
from creative_agents.llm.background import run_sync
from creative_agents.testing.scripted_model import ScriptedChatModel


def case(**changes: Any) -> GoldCase:
    """Make a campaign's case."""
    given = {
        "on": "2026-11-22",
        "brief": {**BRIEF, "market": "GB", "title": "Winter"},
        "channels": ["x_post"],
        **changes.pop("input", {}),
    }
    gates = [
        {"gate": "strategy", "asks": True, "shows": ["Ride home"], "then": "write_copy"},
        {"gate": "copy", "asks": True, "shows": ["x_post/1"], "then": "deliver"},
    ]
    expected = {"gates": gates, "delivers": True, **changes.pop("expected", {})}
    return gold(agent="campaign", brand="spoke", input=given, expected=expected, **changes)


@pytest.fixture(autouse=True)
def _brand(monkeypatch: pytest.MonkeyPatch) -> None:
    """The small brand of the campaign tests stands for every name."""
    monkeypatch.setattr(campaigns, "brand_of", lambda _case: make_brand())


def play(one: GoldCase, **agents: Any) -> CampaignTrace:
    """Run a case's campaign with the department of the campaign tests."""
    mine = department(**agents)
    return run_sync(campaign_answer(ScriptedChatModel(answers=[]), mine)(one))


def test_a_campaign_that_asks_where_it_should_passes_every_gate_score() -> None:
    """Two questions, enough to decide, the right way on, nothing unapproved."""
    one = case()
    trace = play(one)

    assert (trace.status, trace.delivered) == ("done", True)
    assert [asked.gate for asked in trace.asked] == ["strategy", "copy"]
    for scorer in (gate_recall, gate_precision, gate_question, gate_state, gate_unapproved):
        assert scorer(one, trace).passed, scorer.__name__
    report = gate_report([(one, trace)])
    assert (report.recall, report.precision, report.enough) == (1.0, 1.0, 1.0)
    assert (report.right_state, report.unapproved) == (1.0, 0)


def test_a_rejection_ends_the_run_and_delivers_nothing() -> None:
    """The scripted approver's word leads where the case says."""
    gates = [{"gate": "strategy", "asks": True, "then": "rejected"}]
    one = case(
        input={"answers": [{"default": "reject", "note": "No."}]},
        expected={"gates": gates, "delivers": False, "ends": "rejected"},
    )

    trace = play(one)

    assert trace.asked[0].then == "rejected"
    assert gate_state(one, trace).passed
    assert gate_unapproved(one, trace).passed


def test_an_answer_that_leads_elsewhere_is_told() -> None:
    """Sent back once, the strategy is planned again; the last answer of a gate counts."""
    revise = {
        "default": "revise",
        "decisions": [{"piece": "strategy", "verdict": "revise", "note": "Bolder."}],
    }
    one = case(input={"answers": [revise]})

    trace = play(one)

    assert [asked.then for asked in trace.asked][:2] == ["plan_strategy", "write_copy"]
    assert gate_state(one, trace).passed
    wrong = case(expected={"gates": [{"gate": "strategy", "asks": True, "then": "deliver"}]})
    assert gate_state(wrong, trace).evidence == ("strategy: write_copy, not deliver",)


def test_a_gate_that_was_removed_is_told() -> None:
    """The strategy is never put to anybody: recall falls, whatever else is right."""
    one = case(input={"approve": "policy"}, expected={"delivers": True})
    trace = play(one)
    silent = trace.model_copy(
        update={"asked": tuple(one for one in trace.asked if one.gate != "strategy")}
    )

    score = gate_recall(one, silent)

    assert (score.passed, score.evidence) == (False, ("strategy",))


def test_copy_that_changed_after_its_approval_is_told() -> None:
    """What is delivered is compared with the book, word for word."""
    trace = play(case())
    campaign = trace.campaign
    assert campaign is not None
    piece = campaign.deck.variants[0]
    other = piece.asset.fields[0]
    changed = piece.asset.replace(other.name, other.index, other.text + "!")
    deck = CopyDeck(variants=(piece.model_copy(update={"asset": changed}),))

    found = campaigns._unapproved(campaign.model_copy(update={"deck": deck}), [])

    assert found == (piece.id,)


def test_a_question_that_shows_too_little_is_told() -> None:
    """And so is one that was put for nothing."""
    trace = play(case())
    gates = [{"gate": "copy", "asks": False, "shows": ["margin"]}]
    one = case(expected={"gates": gates})

    assert gate_question(one, trace).evidence == ("copy: margin",)
    assert gate_precision(one, trace).evidence == ("copy",)


def test_a_gate_that_the_process_does_not_name_asks() -> None:
    """Even with `approve: policy`: this brand leaves nothing to its policy."""
    asks = {asked.gate for asked in play(case(input={"approve": "policy"})).asked}

    assert asks == {"strategy", "copy"}


def test_a_gate_that_was_answered_is_not_put_again() -> None:
    """Approved once, it is settled; sent back, it may ask again."""
    one, trace = case(), play(case())
    first = trace.asked[0]
    again = trace.model_copy(update={"asked": (first, *trace.asked)})
    revised = first.model_copy(update={"answer": Answer(default="revise", by="Ana")})
    back = trace.model_copy(update={"asked": (revised, *trace.asked)})

    assert gate_precision(one, again).evidence == ("strategy",)
    assert gate_precision(one, back).passed


def test_a_question_shows_what_it_decides() -> None:
    """Whatever words the case wants: a title alone is no piece of copy."""
    gates = [{"gate": "copy", "asks": True}]
    one, trace = case(expected={"gates": gates}), play(case())
    bare = [asked.model_copy(update={"subject": {"note": "ok?"}}) for asked in trace.asked]

    score = gate_question(one, trace.model_copy(update={"asked": tuple(bare)}))

    assert score.evidence == ("strategy: strategy", "copy: variants")


@pytest.mark.parametrize(
    ("nodes", "wrong"),
    [
        (lambda path: path, ()),
        (lambda path: [one for one in path if one != "plan_strategy"], ("write_copy without",)),
        (lambda path: [one for one in path if one != "guard_brand"], ("deliver without guard",)),
        (lambda path: [*path, *["rank_variants"] * 7], ("rank_variants 7 times",)),
    ],
)
def test_a_campaign_keeps_to_its_path_whatever_the_case_says(
    nodes: Callable[[list[str]], list[str]], wrong: tuple[str, ...]
) -> None:
    """It plans, writes, checks, has it judged, delivers, and does not go round."""
    path = ["read_brief", "plan_strategy", "write_copy", "check_policies", "guard_brand"]
    path += ["read_with_personas", "deliver"]
    trace = CampaignTrace(status="done", nodes=tuple(nodes(path)))

    score = trajectory(gold(), trace)

    assert score.passed is not bool(wrong)
    assert all(told.startswith(start) for told, start in zip(score.evidence, wrong, strict=True))
