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


def main(url: str, folder: str, cases: int) -> None:
    """Run it, two calls a case, and print what could not be scored, what passed, what was kept."""
    model = create_chat_model("openai:fake", base_url=url)
    agent = structured_agent(model, name="mine", output=Said, render=render)

    async def answer(given: dict[str, Any]) -> str:
        first = await agent.ainvoke(Ask(language="en", n=given["n"]))
        second = await agent.ainvoke(Ask(language="en", n=given["n"] + 1000))
        return first.text + second.text

    gold_cases = [gold(f"c{n}", input={"n": n}) for n in range(cases)]
    with SqliteStore(Path(folder) / "evals.sqlite") as store:
        result = evaluate(answer, gold_cases, [filled], store=store, concurrency=8)
    passed = sum(bool(trial.passed) for trial in result.trials)
    print(f"\n{len(result.unscored())} {passed} {result.resumed}")  # noqa: T201 - what is read


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
