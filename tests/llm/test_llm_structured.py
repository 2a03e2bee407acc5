import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from langchain_core.callbacks import AsyncCallbackHandler
from langchain_core.messages import AIMessage
from llm_agents import INSTRUCTIONS, Reading, SyncOnlyChat, reader, render
from llm_loopback import GOOD
from structlog.testing import capture_logs

from creative_agents.domain.base import Model
from creative_agents.domain.persona import Reaction
from creative_agents.errors import ModelAnswerError
from creative_agents.llm.calls import SqliteCallLog
from creative_agents.llm.run import Run, activate
from creative_agents.llm.structured import structured_agent
from creative_agents.testing.scripted_model import ScriptedChatModel

ASK = Reading(language="en")
REACTION = Reaction.model_validate(GOOD)


def reaction(**changes: str) -> Reaction:
    """A valid reaction with some fields changed."""
    return Reaction.model_validate({**GOOD, **changes})


def test_every_way_of_calling_gives_the_answer() -> None:
    """invoke, ainvoke, batch, stream and a pipe all give the validated object."""
    agent = reader(ScriptedChatModel(answers=[REACTION] * 6))
    assert agent.invoke(ASK) == REACTION
    assert asyncio.run(agent.ainvoke(ASK)) == REACTION
    assert agent.batch([ASK, ASK]) == [REACTION, REACTION]
    assert list(agent.stream(ASK)) == [REACTION]
    assert (agent | (lambda answer: answer.next_action)).invoke(ASK) == "save"


def test_a_notebook_may_call_sync() -> None:
    """Invoke works where a loop already runs."""
    agent = reader(ScriptedChatModel(answers=[REACTION]))

    async def cell() -> Reaction:
        return agent.invoke(ASK)

    assert asyncio.run(cell()) == REACTION


def test_a_sync_model_without_structured_answers_works() -> None:
    """A user's own model reads the schema in the prompt; a code fence is no obstacle."""
    model = SyncOnlyChat(answers=[f"Here you are:\n```json\n{json.dumps(GOOD)}\n```"])
    assert reader(model).invoke(ASK) == REACTION
    assert '"understood"' in model.seen[0][0].text


def test_a_check_that_complains_is_repaired() -> None:
    """What the agent's own check says goes back to the model, in the language asked for."""
    model = ScriptedChatModel(answers=[reaction(next_action="buy"), REACTION])
    agent = reader(
        model, check=lambda _, answer: ["too keen"] if answer.next_action == "buy" else []
    )
    assert agent.invoke(Reading(language="fr")) == REACTION
    repair = model.requests[1].messages[-1].text
    assert "too keen" in repair
    assert "Redonnez toute la réponse" in repair


@pytest.mark.parametrize(
    ("language", "wrong", "right", "said"),
    [
        (
            "fr",
            "This is a quiet room by the sea, ninety steps from the station, open all year round.",
            "Une chambre au calme, face à la mer, à quatre-vingt-dix pas de la gare de Sète.",
            "pas écrit en français",
        ),
        (
            "en",
            "Une chambre au calme, face à la mer, à quatre-vingt-dix pas de la gare de Sète.",
            "A quiet room by the sea, ninety steps from the station, open all year.",
            "not written in English",
        ),
    ],
)
def test_a_long_text_in_the_wrong_language_is_repaired(
    language: Any, wrong: str, right: str, said: str
) -> None:
    """A sentence in the other language is a complaint, unless it was copied from the material."""
    model = ScriptedChatModel(answers=[reaction(understood=wrong), reaction(understood=right)])
    assert reader(model).invoke(Reading(language=language)).understood == right
    assert said in model.requests[1].messages[-1].text

    copied = ScriptedChatModel(answers=[reaction(jarring=wrong)])
    request = Reading(language=language, copy_text=f"Ad: {wrong}")
    assert reader(copied).invoke(request).jarring == wrong


def test_a_foreign_script_is_repaired() -> None:
    """Letters that neither the language nor the material has are a complaint."""
    model = ScriptedChatModel(answers=[reaction(barrier="征服"), REACTION])
    assert reader(model).invoke(ASK) == REACTION
    assert "another script" in model.requests[1].messages[-1].text


def test_the_prompt_stands_in_no_answer() -> None:
    """An answer that recites the instructions is repaired, and refused when it does it again."""
    recital = reaction(understood=INSTRUCTIONS)
    with pytest.raises(ModelAnswerError, match="repeats the instructions") as caught:
        reader(ScriptedChatModel(answers=[recital, recital])).invoke(ASK)
    assert INSTRUCTIONS not in str(caught.value)


def test_candidates_and_rounds_are_questions_of_their_own() -> None:
    """The same words asked for another candidate or round are asked again."""
    model = ScriptedChatModel(answers=[REACTION] * 3)
    with activate(Run("r")):
        for request in (ASK, Reading(language="en", candidate=1), Reading(language="en", round=2)):
            reader(model).invoke(request)
            reader(model).invoke(request)
    assert len(model.requests) == 3


def test_a_resume_replays_good_answers_and_asks_bad_ones_again(tmp_path: Path) -> None:
    """Finished calls are never made again; a run that ended on a bad answer can go on."""
    path = tmp_path / "runs.db"
    with SqliteCallLog(path) as log, activate(Run("r", log)):
        agent = reader(ScriptedChatModel(answers=[REACTION, "bad", "worse"]))
        agent.invoke(ASK)
        with pytest.raises(ModelAnswerError, match="twice"):
            agent.invoke(Reading(language="en", candidate=1))
    model = ScriptedChatModel(answers=[REACTION])
    with SqliteCallLog(path) as log, activate(Run("r", log)) as run:
        reader(model).invoke(ASK)
        reader(model).invoke(Reading(language="en", candidate=1))
        cost = run.cost()
    assert len(model.requests) == 1
    assert len(model.requests[0].messages) == 2
    assert (cost.calls, cost.replayed) == (4, 3)


def test_the_output_may_follow_the_request() -> None:
    """A factory chooses the type of the answer for each request."""

    class Short(Model):
        """One word."""

        word: str

    agent: Any = structured_agent(
        ScriptedChatModel(answers=[Short(word="oui"), REACTION]),
        name="persona",
        render=render,
        output=lambda request: Short if request.language == "fr" else Reaction,
    )
    assert agent.invoke(Reading(language="fr")) == Short(word="oui")
    assert agent.invoke(ASK) == REACTION


def test_callbacks_see_the_agent_and_its_model() -> None:
    """A caller's handler sees one run of the agent and the model's run inside it."""
    seen: list[str] = []

    class Listener(AsyncCallbackHandler):
        async def on_chain_start(self, *args: Any, **kwargs: Any) -> None:
            del args
            if kwargs.get("parent_run_id") is None:
                seen.append(kwargs["name"])

        async def on_chat_model_start(self, *args: Any, **kwargs: Any) -> None:
            del args
            seen.append("model" if kwargs["parent_run_id"] else "orphan")

    reader(ScriptedChatModel(answers=[REACTION])).invoke(ASK, {"callbacks": [Listener()]})
    assert seen == ["persona", "model"]


def test_tool_calls_are_read_as_an_answer() -> None:
    """A provider that answers by a tool call is understood."""
    call = {"name": "Reaction", "args": GOOD, "id": "1"}
    model = ScriptedChatModel(answers=[AIMessage("", tool_calls=[call])])
    assert reader(model).invoke(ASK) == REACTION


def test_logs_carry_no_text() -> None:
    """Neither the brief nor the answer stands in a log above debug."""
    secret = "the launch in Sète on 3 May"
    model = ScriptedChatModel(answers=[f"not JSON: {secret}", reaction(understood=secret)])
    with capture_logs() as logs:
        reader(model).invoke(Reading(language="en", copy_text=secret))
    assert logs
    assert secret not in json.dumps([entry for entry in logs if entry["log_level"] != "debug"])
