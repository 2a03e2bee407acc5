"""A campaign and its book: what goes on, what cannot, who may say so."""

import json
import sys
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, Final

import pytest
from campaign_house import NOW, department, make_brand, make_brief
from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.types import Command

from creative_agents.agents.brand_guardian import ReviewRequest
from creative_agents.approvals import Approvals
from creative_agents.approvals.book import MemoryBook
from creative_agents.domain.approval import Answer, Decision, Person
from creative_agents.domain.asset import AssetField
from creative_agents.domain.process import Colleague, GatePolicy, Hook, Process, Requirement
from creative_agents.domain.review import Finding, Review
from creative_agents.errors import AnswerError, ApprovalError
from creative_agents.graphs.campaign import create_campaign_nodes
from creative_agents.graphs.checkpoints import serializer
from creative_agents.graphs.runner import CampaignRunner
from creative_agents.graphs.store import RunStore
from creative_agents.llm.calls import MemoryCallLog
from creative_agents.testing.scripted_model import ScriptedChatModel

CONFIG: Final[RunnableConfig] = {"configurable": {"thread_id": "winter"}}
APPROVE: Final = Answer(default="approve", choice="b", by="ana")
AGENTS: Final = frozenset(department())
PEOPLE: Final = (
    Colleague(id="ana", name="Ana", roles=("brand director",)),
    Colleague(id="lea", name="Léa", roles=("legal",)),
)


class Clock:
    """A clock that is moved by hand, for the campaign and its book."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        """Give the time."""
        return self.now


def runner(
    process: Process | None = None, *, clock: Clock | None = None, **options: Any
) -> CampaignRunner:
    """Make a runner with a book that this process alone has."""
    time = clock or Clock()
    agents = department(**{key: options.pop(key) for key in AGENTS & options.keys()})
    nodes = create_campaign_nodes(
        ScriptedChatModel(answers=[]),
        brand=make_brand(process=process or Process()),
        store=RunStore(
            checkpointer=InMemorySaver(serde=serializer()),
            calls=MemoryCallLog(),
            book=MemoryBook(clock=time),
        ),
        clock=time,
        **agents,
        **options,
    )
    return CampaignRunner(nodes)


def to_copy_gate(campaign: CampaignRunner) -> str:
    """Go to the copy gate; gives its question's id."""
    campaign.start(make_brief(), "winter")
    question = campaign.answer("winter", APPROVE).question
    assert question is not None
    return question.id


def test_each_decision_has_its_effect_and_the_delivery_its_key(tmp_path: Path) -> None:
    """Started when the campaign went on from it, done when it was delivered."""
    campaign = runner(out=tmp_path)
    id = to_copy_gate(campaign)
    book = campaign.nodes.store.book
    assert [row.effect for row in book.of_run("winter")] == ["started", "none"]
    standing = campaign.answer("winter", APPROVE)
    told = json.loads(
        (Path(standing.delivered) / "record" / "delivery.json").read_text(encoding="utf-8")
    )

    assert [row.effect for row in book.of_run("winter")] == ["done", "done"]
    assert {row.effect_key for row in book.of_run("winter")} == {told["approval"]}
    assert [event.kind for event in book.events(id=id)] == [
        "asked",
        "decided",
        "effect_started",
        "effect_done",
    ]


def test_the_delivery_prints_a_head_of_the_log(tmp_path: Path) -> None:
    """Up to it, the log is as it was: the check says so later."""
    campaign = runner(out=tmp_path)
    to_copy_gate(campaign)
    standing = campaign.answer("winter", APPROVE)
    assert standing.campaign is not None
    head = standing.campaign.log_head
    book = campaign.nodes.store.book

    assert head in {event.hash for event in book.events()}
    assert head in (Path(standing.delivered) / "campaign.md").read_text(encoding="utf-8")
    assert book.verify(head).ok


def test_a_decision_through_the_door_waits_for_whoever_runs_the_graph() -> None:
    """The book first, the graph on resume; until then it can be undone."""
    campaign = runner()
    campaign.start(make_brief(), "winter")
    approvals = Approvals(campaign.nodes.store)
    id = approvals.list()[0].id
    approvals.decide(id, {"default": "approve", "choice": "b"}, person=Person(id="ana"))
    approvals.undo(id)
    standing = campaign.resume("winter")
    assert standing.question is not None
    assert standing.question.gate == "strategy"
    approvals.decide(id, {"default": "approve", "choice": "a"}, person=Person(id="ana"))
    standing = campaign.resume("winter")

    assert standing.question is not None
    assert standing.question.gate == "copy"
    with pytest.raises(ApprovalError, match="cannot be undone, the work went on"):
        approvals.undo(id)


def test_a_decision_that_is_undone_while_the_graph_resumes_is_not_taken() -> None:
    """The graph is only told to look in the book, and there nothing is decided any more."""
    campaign = runner()
    to_copy_gate(campaign)
    graph, book = campaign.graph, campaign.nodes.store.book
    told = Answer(default="approve", via="book")
    graph.invoke(Command(resume=told), CONFIG)

    assert graph.get_state(CONFIG).interrupts
    assert book.pending("winter")


@pytest.mark.parametrize("given", [Answer(default="reject"), {"default": "reject", "by": "Ana"}])
def test_the_graph_follows_the_book_whatever_it_is_told(given: Any) -> None:
    """A resume straight to the graph does not change what was decided."""
    campaign = runner()
    id = to_copy_gate(campaign)
    campaign.nodes.store.book.decide(id, Answer(default="approve"))
    campaign.graph.invoke(Command(resume=given), CONFIG)
    standing = campaign.resume("winter")

    assert standing.status == "done"
    assert standing.campaign is not None
    assert len(standing.campaign.deck.variants) == 4


def test_a_resume_straight_to_the_graph_counts_as_nobodys() -> None:
    """It is recorded so; who it says it is is not believed."""
    campaign = runner()
    id = to_copy_gate(campaign)
    given = {"default": "approve", "by": "The chief executive", "via": "policy"}
    campaign.graph.invoke(Command(resume=given), CONFIG)
    row = campaign.nodes.store.book.get(id)

    assert row.answer is not None
    assert (row.status, row.authenticated) == ("decided", False)
    assert (row.answer.by, row.answer.via) == ("", "graph")


def test_a_resume_straight_to_the_graph_counts_only_where_the_policy_allows_it() -> None:
    """Where the gate asks for a role, the question waits on, and says why."""
    process = Process(people=PEOPLE, gates={"copy": GatePolicy(approvers=("brand director",))})
    campaign = runner(process)
    id = to_copy_gate(campaign)
    campaign.graph.invoke(Command(resume={"default": "approve"}), CONFIG)
    state = campaign.graph.get_state(CONFIG)

    assert campaign.nodes.store.book.get(id).waits
    assert "nobody was: it needs brand director" in state.values["refused"]
    assert campaign.answer("winter", APPROVE).status == "done"


@pytest.mark.parametrize("goto", ["deliver", "settle_copy"])
def test_a_jump_past_the_gate_cannot_deliver(tmp_path: Path, goto: str) -> None:
    """The delivery reads the book, which says that somebody must still answer."""
    campaign = runner(out=tmp_path)
    to_copy_gate(campaign)
    variants = campaign.graph.get_state(CONFIG).values["deck"].variants
    update = {"approved": [item.id for item in variants], "waits": False}
    jump: Command[Any] = Command(goto=goto, update=update)
    try:
        campaign.graph.invoke(jump, CONFIG)
    except ApprovalError as error:
        assert "nothing is delivered before it is answered" in str(error)  # noqa: PT017

    assert list(tmp_path.iterdir()) == []
    assert campaign.nodes.store.book.pending("winter")


def test_a_gate_that_was_jumped_keeps_the_delivery_shut() -> None:
    """Copy that was approved is not delivered while the strategy behind it still waits."""
    campaign = runner()
    campaign.start(make_brief(), "winter")
    update = {"route": "a", "waits": False, "gates": []}
    campaign.graph.update_state(CONFIG, update, as_node="settle_strategy")
    campaign.graph.invoke(None, CONFIG)
    book = campaign.nodes.store.book
    copy = next(row.question.id for row in book.pending("winter") if row.question.gate == "copy")
    book.decide(copy, Answer(default="approve"))

    with pytest.raises(ApprovalError, match=r"of the gate 'strategy' is pending: nothing is deliv"):
        campaign.resume("winter")


class TestPeople:
    """Roles, quorum and findings, from the brand's process."""

    def test_the_brands_process_says_who_may_answer(self) -> None:
        """By the id that the caller authenticated."""
        process = Process(people=PEOPLE, gates={"copy": GatePolicy(approvers=("Brand Director",))})
        campaign = runner(process)
        to_copy_gate(campaign)
        with pytest.raises(AnswerError, match="'lea' may not answer the gate 'copy' as legal"):
            campaign.answer("winter", Answer(default="approve", by="lea"))
        with pytest.raises(AnswerError, match="and nobody was: it needs Brand Director"):
            campaign.answer("winter", {"default": "approve", "by": "ana"})  # type: ignore[arg-type]
        campaign.answer("winter", Answer(default="approve", by="ANA"))
        row = campaign.nodes.store.book.of_run("winter")[-1]

        assert row.answer is not None
        assert (row.answer.by, row.authenticated) == ("Ana", True)

    def test_a_role_that_nobody_has_is_shown_and_not_enforced(self) -> None:
        """A process that names no people cannot lock its brand out."""
        campaign = runner(Process(gates={"copy": GatePolicy(approvers=("brand director",))}))
        to_copy_gate(campaign)

        assert campaign.answer("winter", Answer(default="approve")).status == "done"

    def test_two_must_agree(self) -> None:
        """After the first answer the campaign still waits."""
        campaign = runner(Process(people=PEOPLE, gates={"copy": GatePolicy(quorum=2)}))
        to_copy_gate(campaign)
        standing = campaign.answer("winter", Answer(default="approve", by="ana"))
        assert standing.status == "waiting"
        standing = campaign.answer("winter", Answer(default="approve", by="lea"))

        assert standing.campaign is not None
        assert standing.campaign.gates[-1].answer.by == "Ana, Léa"
        assert standing.campaign.gates[-1].authenticated

    def test_a_finding_asks_for_its_owner_and_no_policy_answers_for_them(self) -> None:
        """The brand leaves copy to its policy; what is legal's is legal's."""
        required = Requirement(rule="test", approvers=("legal",))
        policy = GatePolicy(autonomy="auto", max_findings=9, requires=(required,))
        process = Process(people=PEOPLE, gates={"copy": policy})

        def doubt(request: ReviewRequest) -> Review:
            doubts = Finding(rule="test.price", level="warning", message="Is it net?")
            return Review(piece=request.variant.id, findings=(doubts,), judged_by="the test")

        campaign = runner(process, approve="policy", brand_guardian=doubt)
        to_copy_gate(campaign)
        standing = campaign.answer("winter", Answer(default="approve", by="ana"))
        assert standing.status == "waiting"
        assert standing.question is not None
        assert standing.question.terms.needs[1].why == "test.price"
        assert campaign.answer("winter", Answer(default="approve", by="lea")).status == "done"
        plain = runner(process, approve="policy")
        plain.start(make_brief(), "winter")
        assert plain.answer("winter", APPROVE).status == "done"


class TestTime:
    """Expiry and what comes after it."""

    PROCESS: Final = Process(gates={"copy": GatePolicy(expire_after_hours=48)})

    def test_a_question_that_nobody_answered_in_time_approves_nothing(self) -> None:
        """The campaign stays where it is; taking it up again asks again."""
        clock = Clock()
        campaign = runner(self.PROCESS, clock=clock)
        id = to_copy_gate(campaign)
        clock.now += timedelta(hours=49)
        with pytest.raises(ApprovalError, match=r"expired at .* `creative-agents resume winter`"):
            campaign.answer("winter", Answer(default="approve"))
        with pytest.raises(ApprovalError, match="expired at"):
            campaign.answer("winter", Answer(default="approve"))
        campaign.graph.invoke(Command(resume={"default": "approve"}), CONFIG)
        assert campaign.nodes.store.book.get(id).status == "expired"
        standing = campaign.resume("winter")

        assert standing.question is not None
        assert standing.question.id == id
        assert campaign.answer("winter", Answer(default="approve")).status == "done"

    def test_an_answer_in_time_counts(self) -> None:
        """Which shows that the test before could fail."""
        clock = Clock()
        campaign = runner(self.PROCESS, clock=clock)
        to_copy_gate(campaign)
        clock.now += timedelta(hours=47)

        assert campaign.answer("winter", Answer(default="approve")).status == "done"


class Room(HTTPServer):
    """A chat room's address: it keeps what it is sent."""

    def __init__(self) -> None:
        """Listen."""
        super().__init__(("127.0.0.1", 0), _Taking)
        self.sent: list[dict[str, Any]] = []


class _Taking(BaseHTTPRequestHandler):
    server: Room

    def do_POST(self) -> None:
        """Keep it."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.sent.append(json.loads(body))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def room() -> Iterator[Room]:
    """A chat room that listens."""
    with Room() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_a_team_is_told_once_of_each_question(room: Room, tmp_path: Path) -> None:
    """By an address and by a command, in the brand's words, without the copy."""
    file = tmp_path / "told"
    code = f"import sys; open({str(file)!r}, 'a').write(sys.stdin.read() + '\\n')"
    hook = Hook(
        command=(sys.executable, "-c", code), url=f"http://127.0.0.1:{room.server_port}/hook"
    )
    campaign = runner(Process(notify=hook))
    id = to_copy_gate(campaign)
    campaign.resume("winter")
    wait_for_hooks()

    assert sorted(notice["gate"] for notice in room.sent) == ["copy", "strategy"]
    notice = next(notice for notice in room.sent if notice["gate"] == "copy")
    assert (notice["event"], notice["id"], notice["pieces"]) == ("asked", id, 4)
    assert notice["text"] == campaign.nodes.store.book.get(id).question.title
    assert "Ride it home" not in json.dumps(room.sent)
    told = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert sorted(told, key=str) == sorted(room.sent, key=str)


@pytest.mark.parametrize(
    ("hook", "said"),
    [
        (Hook(command=("no-such-program-anywhere",)), "could not be started: No such file"),
        (Hook(command=(sys.executable, "-c", "raise SystemExit(3)")), "ended with 3"),
        (Hook(url="http://127.0.0.1:9/hook"), "did not answer"),
    ],
)
def test_a_hook_that_fails_stops_nothing_and_stands_in_the_log(hook: Hook, said: str) -> None:
    """The question waits all the same."""
    campaign = runner(Process(notify=hook))
    standing = campaign.start(make_brief(), "winter")
    wait_for_hooks()
    assert standing.question is not None
    untold = campaign.nodes.store.book.events(id=standing.question.id)[-1]

    assert untold.kind == "untold"
    assert said in str(untold.details["said"])
    assert campaign.nodes.store.book.verify().ok


def wait_for_hooks() -> None:
    """Wait until every hook has ended."""
    for thread in threading.enumerate():
        if thread.name == "notify":
            thread.join(20)


def test_an_edit_is_checked_by_the_rules_before_it_counts_at_the_door_too() -> None:
    """Without the brand at hand, a correction of copy is refused."""
    campaign = runner()
    id = to_copy_gate(campaign)
    fields = (AssetField(name="text", text="Mine"),)
    decision = Decision(piece="x_post/1", verdict="edit", fields=fields)
    answer = Answer(default="approve", decisions=(decision,))
    with pytest.raises(AnswerError, match="is checked by the brand's rules before it counts"):
        Approvals(campaign.nodes.store).decide(id, answer)

    checked = []
    door = Approvals(campaign.nodes.store, check_edits=lambda *given: checked.append(given))
    assert door.decide(id, answer).status == "decided"
    assert len(checked) == 1
