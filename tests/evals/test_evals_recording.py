import asyncio
import json
from pathlib import Path

import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import HumanMessage

from creative_agents.domain.base import Model
from creative_agents.errors import InputError
from creative_agents.evals.recording.asker import asked_by
from creative_agents.evals.recording.model import recording, replaying
from creative_agents.evals.recording.tape import MissError
from creative_agents.evals.store import MemoryStore
from creative_agents.llm.profile import profile_of
from creative_agents.llm.prompt import Prompt
from creative_agents.llm.structured import Request, StructuredAgent, structured_agent
from creative_agents.testing.scripted_model import ScriptedChatModel


class Line(Model):
    """A line."""

    text: str
    """Its words."""


class Ask(Request):
    """A question."""

    about: str
    """What about."""


def write(
    model: BaseChatModel, about: str, *, instructions: str = "Write.", temperature: float = 0.2
) -> str:
    """Ask for a line through the library's door."""
    agent: StructuredAgent[Ask, Line] = structured_agent(
        model,
        name="writer",
        output=Line,
        render=lambda ask: Prompt(instructions=instructions, task=ask.about),
        temperature=temperature,
    )
    return agent.invoke(Ask(language="en", about=about)).text


@pytest.fixture
def tape(tmp_path: Path) -> Path:
    """Record two lines."""
    model = ScriptedChatModel(answers=[Line(text="one"), Line(text="two")], model_name="tiny-0.5b")
    taped = recording(model, tmp_path / "tape", label="scripted")
    assert [write(taped, "lamps"), write(taped, "chairs")] == ["one", "two"]
    return tmp_path / "tape"


def test_what_was_recorded_is_played_again(tape: Path) -> None:
    """The same answers, every time, from no model at all."""
    again = replaying(tape)

    assert [write(again, "chairs"), write(again, "lamps"), write(again, "lamps")] == [
        "two",
        "one",
        "one",
    ]


def test_a_recorded_model_gets_the_same_prompts(tape: Path) -> None:
    """A small one stays small, under its own name."""
    assert profile_of(replaying(tape)).kind == "small"
    assert profile_of(replaying(tape)).name == "tiny-0.5b"


def test_a_changed_prompt_is_a_miss_that_says_so(tape: Path) -> None:
    """Instructions, material and parameters are told apart."""
    again = replaying(tape)

    with pytest.raises(MissError, match="nearest recording the instructions changed; record it"):
        write(again, "lamps", instructions="Write better.")
    with pytest.raises(MissError, match="the material changed"):
        write(again, "tables")
    with pytest.raises(MissError, match="the parameters changed"):
        write(again, "lamps", temperature=0.9)


def test_several_answers_to_one_question_are_kept_in_order(tmp_path: Path) -> None:
    """Epochs of one case play one after the other, then from the first again."""
    model = ScriptedChatModel(answers=["one", "two"])
    taped = recording(model, tmp_path)
    for _ in range(2):
        taped.invoke([HumanMessage("again")])

    again = replaying(tmp_path)

    said = [again.invoke([HumanMessage("again")]).text for _ in range(3)]
    assert said == ["one", "two", "one"]


@pytest.mark.parametrize(
    "secret",
    [
        "sk-abcdefghijklmnopqrstuvwx",
        "ghp_abcdefghijklmnopqrstuvwxyz01",
        "Authorization: Bearer abcdefghijklmnop.qrst",
        "-----BEGIN PRIVATE KEY-----",
        "the password is correct-horse-battery",
    ],
)
def test_a_secret_is_never_recorded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, secret: str
) -> None:
    """Neither a key by its shape, nor what the environment keeps secret."""
    monkeypatch.setenv("SHOP_PASSWORD", "correct-horse-battery")
    taped = recording(ScriptedChatModel(answers=[secret]), tmp_path)

    with pytest.raises(InputError, match="nothing was recorded"):
        taped.invoke([HumanMessage("tell")])
    assert not any(secret in file.read_text() for file in tmp_path.iterdir())


def test_a_recording_holds_no_prompt(tape: Path) -> None:
    """Hashes and the first words of the instructions: what a brand keeps to itself stays there."""
    files = [file for file in tape.iterdir() if file.name != "about.json"]
    held = [json.loads(file.read_text()) for file in files]

    assert sorted(one["takes"][0]["text"] for one in held) == ['{"text":"one"}', '{"text":"two"}']
    assert not any("lamps" in file.read_text() for file in files)


def test_a_folder_without_recordings_is_refused(tmp_path: Path) -> None:
    """And so is a file that is none."""
    with pytest.raises(InputError, match="holds no recordings"):
        replaying(tmp_path)
    recording(ScriptedChatModel(answers=[]), tmp_path)
    with pytest.raises(MissError, match="no call is recorded in"):
        replaying(tmp_path).invoke([HumanMessage("x")])
    (tmp_path / "bad.json").write_text("{}", encoding="utf-8")
    with pytest.raises(InputError, match="this is no recording"):
        replaying(tmp_path).invoke([HumanMessage("x")])


def test_each_trial_gets_its_own_answers_again_in_whatever_order(tmp_path: Path) -> None:
    """Trials that ask the same thing side by side are not told apart by who comes first."""
    taped = recording(ScriptedChatModel(answers=["of a", "of b", "of b, later"]), tmp_path)
    for trial in ("a/1", "b/1", "b/1"):
        with asked_by(trial):
            taped.invoke([HumanMessage("again")])
    again = replaying(tmp_path)

    async def ask(trial: str, times: int) -> list[str]:
        said: list[str] = []
        with asked_by(trial):
            for _ in range(times):
                said.append(str((await again.ainvoke([HumanMessage("again")])).text))
                await asyncio.sleep(0)
        return said

    async def both() -> list[list[str]]:
        trials = (("b/1", 2), ("new/1", 2), ("a/1", 2), ("a/2", 1))
        return list(await asyncio.gather(*(ask(trial, times) for trial, times in trials)))

    played = asyncio.run(both())
    assert played == [["of b", "of b, later"], ["of a", "of a"], ["of a", "of a"], ["of a"]]


def test_epochs_that_were_not_recorded_play_those_that_were(tmp_path: Path) -> None:
    """The third of two is the first again."""
    taped = recording(ScriptedChatModel(answers=["one", "two"]), tmp_path)
    for trial in ("a/1", "a/2"):
        with asked_by(trial):
            taped.invoke([HumanMessage("again")])

    said = []
    for epoch in (3, 2, 1):
        with asked_by(f"a/{epoch}"):
            said.append(replaying(tmp_path).invoke([HumanMessage("again")]).text)

    assert said == ["one", "two", "one"]


def names(folder: Path) -> set[str]:
    """Name the recordings of a folder."""
    return {file.name for file in folder.iterdir()} - {"about.json"}


def test_a_new_recording_replaces_the_old_one(tape: Path) -> None:
    """No key of a prompt that is gone stays; what is no recording is not erased."""
    old, store = names(tape), MemoryStore()
    taped = recording(ScriptedChatModel(answers=[Line(text="new")], model_name="tiny-0.5b"), tape)

    taped.begin_anew(store, "run")
    write(taped, "tables")

    assert len(names(tape)) == 1
    assert not names(tape) & old
    assert write(replaying(tape), "tables") == "new"
    (tape / "mine.json").write_text("{}", encoding="utf-8")
    asyncio.run(store.end("run"))
    with pytest.raises(InputError, match="this is no recording"):
        recording(ScriptedChatModel(answers=[]), tape).begin_anew(store, "run")
    assert len(names(tape)) == 2


def test_a_recording_that_was_killed_goes_on(tmp_path: Path) -> None:
    """What is finished stays; what was asked and not finished is recorded once."""
    store = MemoryStore()

    def session(answers: list[str]) -> BaseChatModel:
        taped = recording(ScriptedChatModel(answers=answers), tmp_path)
        taped.begin_anew(store, "run")
        return taped

    def ask(model: BaseChatModel, trial: str) -> None:
        with asked_by(trial):
            model.invoke([HumanMessage("again")])

    killed = session(["a", "lost"])
    ask(killed, "a/1")
    ask(killed, "b/1")
    ask(session(["b"]), "b/1")

    again = replaying(tmp_path)
    with asked_by("b/1"):
        assert [again.invoke([HumanMessage("again")]).text for _ in range(2)] == ["b", "b"]
    with asked_by("a/1"):
        assert again.invoke([HumanMessage("again")]).text == "a"
