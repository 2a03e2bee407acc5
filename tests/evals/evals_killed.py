"""A run of a suite in a process of its own, which a test kills: ``URL FOLDER CASES``."""

import sys
from pathlib import Path
from typing import Any

from evals_cases import gold

from creative_agents.domain.base import Model
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.run import evaluate
from creative_agents.evals.score import Score
from creative_agents.evals.store import SqliteStore
from creative_agents.evals.trial import RunResult
from creative_agents.llm.models import create_chat_model
from creative_agents.llm.prompt import Prompt
from creative_agents.llm.structured import Request, structured_agent


class Said(Model):
    """An answer."""

    text: str
    """Any text."""


class Ask(Request):
    """A question."""

    n: int
    """Which one."""


def render(ask: Ask) -> Prompt:
    """Ask with a number, so that no two questions are the same."""
    return Prompt(instructions="Answer.", task=f"number {ask.n}")


def filled(case: GoldCase, output: Any) -> Score:
    """Pass any answer."""
    del case
    return Score.judged("filled", float(bool(output)))


def run(url: str, folder: Path, cases: int) -> RunResult:
    """Run it, two calls a case."""
    model = create_chat_model("openai:fake", base_url=url)
    agent = structured_agent(model, name="mine", output=Said, render=render)

    async def answer(given: dict[str, Any]) -> str:
        first = await agent.ainvoke(Ask(language="en", n=given["n"]))
        second = await agent.ainvoke(Ask(language="en", n=given["n"] + 1000))
        return first.text + second.text

    gold_cases = [gold(f"c{n}", input={"n": n}) for n in range(cases)]
    with SqliteStore(folder / "evals.sqlite") as store:
        return evaluate(answer, gold_cases, [filled], store=store, concurrency=8)


if __name__ == "__main__":
    run(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
