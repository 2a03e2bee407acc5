"""Wrong answers at a gate, over restarts: nothing is lost, and the thread goes on."""

import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import pytest
from campaign_house import NOW, department, make_brand, make_brief
from endtoend_jobs import die
from endtoend_processes import end, start
from langgraph.types import Command

from creative_agents.domain.approval import Answer, Decision
from creative_agents.domain.asset import AssetField
from creative_agents.errors import AnswerError, ApprovalError, UnknownNameError
from creative_agents.graphs.campaign import create_campaign_nodes
from creative_agents.graphs.runner import CampaignRunner
from creative_agents.graphs.store import RunStore
from creative_agents.testing.scripted_model import ScriptedChatModel

APPROVE: Final = Answer(default="approve", choice="a")
MEGABYTE: Final = "x" * 1_000_000

WRONG: Final[dict[str, tuple[Any, str]]] = {
    "a word": ("approve", "this is no answer"),
    "a number": (7, "this is no answer"),
    "a list": ([], "this is no answer"),
    "none": (None, "this is no answer"),
    "an empty text": ("", "this is no answer"),
    "a megabyte": (MEGABYTE, "this is no answer"),
    "an unknown verdict": ({"default": "maybe"}, "this is no answer .default: Input should be"),
    "an unknown field": ({"default": "approve", "yes": 1}, "this is no answer .yes: Extra"),
    "nothing in it": ({}, "'strategy' has no decision: name it, or give a default"),
    "an unknown route": (Answer(default="approve", choice="z"), "there is no route 'z'"),
    "an unknown piece": (
        Answer(default="approve", choice="a", decisions=(Decision(piece="x", verdict="approve"),)),
        "has no piece 'x'",
    ),
    "a megabyte of note": (
        Answer(default="revise", note=MEGABYTE),
        "the note has 1000000 characters: give at most 20000",
    ),
    "a megabyte of idea": (
        Answer(choice="a", decisions=(Decision(piece="strategy", verdict="edit", text=MEGABYTE),)),
        "the text for 'strategy' has 1000000 characters",
    ),
    "half a character": (Answer(default="revise", note="\ud83d"), "holds half a character"),
}
"""Wrong answers to the choice of a route, each with what is said of it."""


def reopened(file: Path, brand: str = "spoke") -> CampaignRunner:
    """Take a brand's department up from the file, as a process that starts does."""
    nodes = create_campaign_nodes(
        ScriptedChatModel(answers=[]),
        brand=make_brand(id=brand),
        store=RunStore.open(file),
        clock=lambda: NOW,
        **department(),
    )
    return CampaignRunner(nodes)


def through_runner(file: Path, answer: Any) -> None:
    """Answer by the runner."""
    reopened(file).answer("winter", answer)


def through_graph(file: Path, answer: Any) -> None:
    """Answer by LangGraph's own interface."""
    config: Any = {"configurable": {"thread_id": "winter"}}
    reopened(file).graph.invoke(Command(resume=answer), config)


@pytest.fixture
def waiting(tmp_path: Path) -> Path:
    """A file with a run that waits for a route."""
    file = tmp_path / "runs.sqlite"
    reopened(file).start(make_brief(), "winter")
    return file


def gate_of(file: Path) -> tuple[str, int]:
    """Give the gate at which the run waits, and its round, from the file."""
    question = reopened(file).resume("winter").question
    assert question is not None
    return question.gate, question.round


def refusal_of(file: Path) -> str:
    """Give the line in which a screen says why the last reply could not be taken."""
    config: Any = {"configurable": {"thread_id": "winter"}}
    (interrupt,) = reopened(file).graph.get_state(config).interrupts
    return str(interrupt.value["creative_agents"]["refused"])


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_answer_to_the_runner_is_one_clear_line(waiting: Path, name: str) -> None:
    """It is an AnswerError in one line; after a restart the same question takes a right one."""
    answer, said = WRONG[name]
    with pytest.raises(AnswerError, match=said) as caught:
        through_runner(waiting, answer)

    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300
    assert gate_of(waiting) == ("strategy", 1)
    through_runner(waiting, APPROVE)
    assert gate_of(waiting) == ("copy", 1)


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_answer_to_the_graph_leaves_the_thread_able_to_go_on(
    waiting: Path, name: str
) -> None:
    """Whatever LangGraph makes of it, after a restart the same question takes a right one."""
    answer, _ = WRONG[name]
    with suppress(ValueError, NameError):  # the second is what LangGraph makes of None
        through_graph(waiting, answer)
        assert refusal_of(waiting) or answer == {}  # which names no interrupt: nothing was said

    said = refusal_of(waiting)
    assert "\n" not in said
    assert len(said) < 300
    assert gate_of(waiting) == ("strategy", 1)
    through_graph(waiting, APPROVE)
    assert gate_of(waiting) == ("copy", 1)


@pytest.mark.parametrize("answer", [through_runner, through_graph])
def test_wrong_answers_one_after_the_other_do_not_add_up(
    waiting: Path, answer: Callable[[Path, Any], None]
) -> None:
    """After every wrong answer in turn, a right one is still taken at once."""
    give_every_wrong_answer(waiting, answer)
    assert gate_of(waiting) == ("strategy", 1)
    answer(waiting, APPROVE)

    assert gate_of(waiting) == ("copy", 1)


def test_an_answer_to_a_round_that_is_over_is_refused(waiting: Path) -> None:
    """Who saw the first round cannot approve the second, which they did not see."""
    seen = reopened(waiting).resume("winter").question
    assert seen is not None
    through_runner(waiting, Answer(default="revise", note="less noise"))
    with pytest.raises(ApprovalError, match=f"the question '{seen.id}' was decided by python"):
        reopened(waiting).answer("winter", APPROVE, question=seen.id)

    assert gate_of(waiting) == ("strategy", 2)
    through_runner(waiting, APPROVE)
    assert gate_of(waiting) == ("copy", 1)


def test_an_interrupt_id_that_is_over_changes_nothing(waiting: Path) -> None:
    """LangGraph ignores an answer to an interrupt of an earlier round; the new one waits on."""
    config: Any = {"configurable": {"thread_id": "winter"}}
    stale = reopened(waiting).graph.get_state(config).interrupts[0].id
    through_runner(waiting, Answer(default="revise", note="less noise"))
    through_graph(waiting, {stale: APPROVE})

    assert gate_of(waiting) == ("strategy", 2)


def test_an_answer_meant_for_another_run_is_refused(waiting: Path) -> None:
    """Neither run moves: not the one that was named, nor the one whose question it was."""
    other = reopened(waiting).start(make_brief(), "spring").question
    assert other is not None
    with pytest.raises(AnswerError, match="is one of the run 'spring', not of 'winter'"):
        reopened(waiting).answer("winter", APPROVE, question=other.id)
    with pytest.raises(UnknownNameError, match="nothing was asked under 'nowhere'"):
        reopened(waiting).answer("winter", APPROVE, question="nowhere")
    with pytest.raises(UnknownNameError, match="there is no run 'summer'"):
        reopened(waiting).answer("summer", APPROVE)

    assert gate_of(waiting) == ("strategy", 1)
    assert reopened(waiting).resume("spring").question == other


def test_an_answer_for_another_brand_is_refused(waiting: Path) -> None:
    """Nor does the department of one brand answer what waits for another, by id or without."""
    asked = reopened(waiting).resume("winter").question
    assert asked is not None
    for question in (asked.id, None):
        with pytest.raises(AnswerError, match="is of the brand 'spoke' and this department works"):
            reopened(waiting, "petit-feu").answer("winter", APPROVE, question=question)

    assert gate_of(waiting) == ("strategy", 1)


def test_what_a_screen_shows_of_another_brand_decides_nothing_here(waiting: Path) -> None:
    """A reply that carries another brand's question or interrupt leaves this one waiting."""
    theirs = reopened(waiting, "petit-feu").start(make_brief(), "theirs").question
    assert theirs is not None
    config: Any = {"configurable": {"thread_id": "theirs"}}
    (interrupt,) = reopened(waiting, "petit-feu").graph.get_state(config).interrupts
    shown = interrupt.value["action_requests"][0]["args"]
    with suppress(ValueError):
        through_graph(waiting, {interrupt.id: APPROVE})
    through_graph(waiting, [{"type": "accept", "args": {"action": "strategy", "args": shown}}])

    assert f"this answers the question {theirs.id!r}, which waits no more" in refusal_of(waiting)
    assert gate_of(waiting) == ("strategy", 1)
    book = reopened(waiting).nodes.store.book
    assert [row.status for row in book.of_run("theirs")] == ["pending"]


@pytest.mark.parametrize(
    ("decision", "said"),
    [
        (Decision(piece="x_post/1", verdict="edit", text="Mine"), "names no field"),
        (
            Decision(
                piece="x_post/1", verdict="edit", fields=(AssetField(name="headline", text="Mine"),)
            ),
            r"'x_post/1' has no text 'headline\[1\]': it has text\[1\]",
        ),
        (
            Decision(
                piece="x_post/9", verdict="edit", fields=(AssetField(name="text", text="Mine"),)
            ),
            "there is no piece 'x_post/9' to correct",
        ),
    ],
)
def test_a_correction_that_has_no_place_is_never_dropped_in_silence(
    waiting: Path, decision: Decision, said: str
) -> None:
    """A person's text for a field or a piece that is not there is refused, at the copy gate."""
    through_runner(waiting, APPROVE)
    with pytest.raises(AnswerError, match=said):
        through_runner(waiting, Answer(default="approve", decisions=(decision,)))
    through_graph(waiting, Answer(default="approve", decisions=(decision,)))

    assert gate_of(waiting) == ("copy", 1)
    through_runner(waiting, Answer(default="approve"))
    assert reopened(waiting).resume("winter").status == "done"


@pytest.mark.xdist_group("processes")
def test_wrong_answers_in_a_process_that_is_killed_harm_nobody(waiting: Path) -> None:
    """Another process, after the kill, finds the same question and takes it to the end."""
    errors = waiting.with_suffix(".err")
    assert end(start(answer_wrongly_and_die, waiting, errors=errors)) == -signal.SIGKILL
    assert gate_of(waiting) == ("strategy", 1)
    through_runner(waiting, APPROVE)
    through_runner(waiting, Answer(default="approve"))

    assert reopened(waiting).resume("winter").status == "done"


def give_every_wrong_answer(file: Path, answer: Callable[[Path, Any], None]) -> None:
    """Give each of `WRONG`, whatever is said of it."""
    for wrong, _ in WRONG.values():
        with suppress(AnswerError, ValueError, NameError):
            answer(file, wrong)


def answer_wrongly_and_die(file: Path) -> None:
    """Give every wrong answer to the graph, then die."""
    give_every_wrong_answer(file, through_graph)
    die()
