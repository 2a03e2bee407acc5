import asyncio
import json
import random
from pathlib import Path
from typing import Any

from llm_agents import Reading, openai_at, reader
from llm_loopback import GOOD, Turn, loopback, ok

from creative_agents.errors import ModelError
from creative_agents.llm.calls import SqliteCallLog
from creative_agents.llm.run import Run, activate

FAULTS = (
    Turn(status=429, headers={"retry-after": "0"}),
    Turn(status=500),
    Turn(reset=True),
    Turn(content='{"understood": "cut'),
    Turn(content='{"other": 1}'),
    Turn(content=""),
    Turn(refusal="I cannot help with that."),
    Turn(content=json.dumps(GOOD), finish="length"),
)


def test_calls_and_cost_agree_with_the_server_under_faults(tmp_path: Path) -> None:
    """With each fault at five percent every run ends well or in one line, and the sums agree."""
    chance = random.Random(7)

    def choose(body: dict[str, Any]) -> Turn:
        del body
        number = chance.random() * 20
        return FAULTS[int(number)] if number < len(FAULTS) else ok()

    async def campaign(number: int) -> list[object]:
        with activate(Run(f"r{number}", log)):
            asks = [Reading(language="en", candidate=candidate) for candidate in range(6)]
            return await asyncio.gather(
                *(agent.ainvoke(ask) for ask in asks), return_exceptions=True
            )

    async def campaigns() -> list[list[object]]:
        return await asyncio.gather(*(campaign(number) for number in range(20)))

    with loopback() as server, SqliteCallLog(tmp_path / "runs.db") as log:
        server.choose = choose
        agent = reader(openai_at(server.url))
        results = asyncio.run(campaigns())
        costs = [Run(f"r{number}", log).cost() for number in range(20)]
    failures = [result for ended in results for result in ended if isinstance(result, Exception)]
    assert all(isinstance(error, ModelError) and "\n" not in str(error) for error in failures)
    assert 0 < len(failures) < 30
    assert sum(cost.calls for cost in costs) == server.answered
    assert sum(cost.usage.input_tokens for cost in costs) == 100 * server.answered
    assert sum(cost.calls + cost.retries for cost in costs) == len(server.bodies)
    assert all(cost.usd is not None and cost.in_flight_lost == 0 for cost in costs)


def test_a_restarted_run_repeats_no_finished_call(tmp_path: Path) -> None:
    """What one session finished, the next one replays: the server sees each question once."""
    asks = [Reading(language="en", candidate=candidate) for candidate in range(4)]
    with loopback() as server:
        for session in (asks[:2], asks):
            with SqliteCallLog(tmp_path / "runs.db") as log, activate(Run("r", log)) as run:
                reader(openai_at(server.url)).batch(list(session))
                cost = run.cost()
    assert len(server.bodies) == 4
    assert (cost.calls, cost.replayed) == (4, 2)
