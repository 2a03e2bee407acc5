import asyncio
from decimal import Decimal
from pathlib import Path

import pytest

from creative_agents.domain.cost import Usage
from creative_agents.domain.money import Money
from creative_agents.errors import BudgetError, ConfigError
from creative_agents.llm.call import Reply
from creative_agents.llm.calls import CallLog, MemoryCallLog, SqliteCallLog
from creative_agents.llm.run import Ask, Run, Sending, activate, current_run

TOKENS = Usage(input_tokens=100, output_tokens=20)
REPLY = Reply(text="{}", model="m-1", usage=TOKENS)


def cents(model: str, usage: Usage, base_url: str | None) -> Decimal | None:
    """One cent for each output token."""
    del base_url
    return None if model == "unknown" else Decimal(usage.output_tokens) / 100


def ask(key: str = "k", *, model: str = "m") -> Ask:
    """Ask something that takes at most 50 output tokens."""
    return Ask(
        key=key,
        agent="persona",
        model=model,
        base_url=None,
        prompt="p",
        upper=lambda: Usage(input_tokens=100, output_tokens=50),
    )


class Service:
    """Counts the calls it gets."""

    def __init__(self, *, seconds: float = 0.0, error: Exception | None = None) -> None:
        self.calls = 0
        self.seconds = seconds
        self.error = error

    async def make(self, sending: Sending) -> Reply:
        """Answer one call."""
        del sending
        self.calls += 1
        await asyncio.sleep(self.seconds)
        if self.error is not None:
            raise self.error
        return REPLY


def run_of(log: CallLog | None = None, *, budget: str | None = None) -> Run:
    """A run under the test's price list."""
    limit = None if budget is None else Decimal(budget)
    return Run("r", log, budget=limit, price=cents)


def test_the_same_question_is_paid_once() -> None:
    """Asked twice in a row and five times side by side, a question costs one call."""
    service, run = Service(seconds=0.01), run_of()

    async def work() -> None:
        await asyncio.gather(
            *(run.ask(ask(), service.make, lambda _: "answered") for _ in range(5))
        )
        await run.ask(ask(), service.make, lambda _: "answered")

    asyncio.run(work())
    assert service.calls == 1
    assert run.cost().calls == 1
    assert run.cost().usd == Decimal("0.2")


def test_a_restart_replays_finished_calls(tmp_path: Path) -> None:
    """A new process gives the recorded answer, counts it as replayed and pays nothing."""
    path = tmp_path / "runs.db"
    for _ in range(2):
        with SqliteCallLog(path) as log:
            service, run = Service(), run_of(log)
            given = asyncio.run(run.ask(ask(), service.make, lambda _: "answered"))
            cost = run.cost()
    assert given.replayed
    assert service.calls == 0
    assert (cost.calls, cost.replayed) == (1, 1)


def test_a_failed_call_is_not_paid_and_not_finished() -> None:
    """A call that the service did not answer leaves no cost, and can be made again."""
    run = run_of()
    failing, working = Service(error=TimeoutError("slow")), Service()
    with pytest.raises(TimeoutError, match="slow"):
        asyncio.run(run.ask(ask(), failing.make, lambda _: "answered"))
    asyncio.run(run.ask(ask(), working.make, lambda _: "answered"))
    assert run.cost().calls == 1
    assert working.calls == 1


def test_a_cancelled_call_is_counted_as_lost() -> None:
    """A call that was stopped under way may have been paid: it is counted apart."""
    run, service = run_of(), Service(seconds=5)

    async def work() -> None:
        task = asyncio.create_task(run.ask(ask(), service.make, lambda _: "answered"))
        await asyncio.sleep(0.01)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    asyncio.run(work())
    assert run.cost().in_flight_lost == 1
    assert run.cost().calls == 0


def test_another_task_takes_over_from_a_cancelled_one() -> None:
    """When the task that made a shared call is cancelled, one that waited makes it."""
    run, service = run_of(), Service(seconds=0.05)

    async def work() -> bool:
        first = asyncio.create_task(run.ask(ask(), service.make, lambda _: "answered"))
        await asyncio.sleep(0.01)
        second = asyncio.create_task(run.ask(ask(), service.make, lambda _: "answered"))
        await asyncio.sleep(0.01)
        first.cancel()
        return (await second).reply == REPLY

    assert asyncio.run(work())
    assert service.calls == 2


def test_a_judge_that_fails_does_not_lose_a_paid_call() -> None:
    """An error in a caller's check is raised, and the call it judged is on the record."""
    run = run_of()

    def broken(reply: Reply) -> str:
        raise ZeroDivisionError(reply.text)

    with pytest.raises(ZeroDivisionError, match=r"^{}$"):
        asyncio.run(run.ask(ask(), Service().make, broken))  # type: ignore[arg-type]
    assert run.cost().calls == 1


def test_a_budget_holds_side_by_side() -> None:
    """Ten calls at once never spend more than the budget; those that fit are made."""
    run, service = run_of(budget="1.00"), Service(seconds=0.01)

    async def work() -> list[object]:
        calls = (run.ask(ask(f"k{n}"), service.make, lambda _: "answered") for n in range(10))
        return await asyncio.gather(*calls, return_exceptions=True)

    results = asyncio.run(work())
    assert service.calls == 3  # 0.20 each, 0.50 set aside: after three, 0.40 is left
    assert sum(isinstance(result, BudgetError) for result in results) == 7
    assert run.cost().usd == Decimal("0.60")


def test_a_budget_holds_over_a_resume(tmp_path: Path) -> None:
    """What an earlier session spent counts; a higher budget lets the run go on."""
    path = tmp_path / "runs.db"
    with SqliteCallLog(path) as log:
        run = run_of(log, budget="0.60")
        asyncio.run(run.ask(ask("a"), Service().make, lambda _: "answered"))
        asyncio.run(run_of(log).ask(ask("b"), Service().make, lambda _: "answered"))
        run = run_of(log, budget="0.60")
        with pytest.raises(BudgetError, match=r"spent 0.4000 .* resume it with a higher budget"):
            asyncio.run(run.ask(ask("c"), Service().make, lambda _: "answered"))
        asyncio.run(run_of(log, budget="2").ask(ask("c"), Service().make, lambda _: "answered"))


def test_a_budget_needs_a_price() -> None:
    """A budget cannot be held for a model without a price, and the error says so."""
    run = run_of(budget="1")
    with pytest.raises(BudgetError, match="price of model 'unknown' is not known"):
        asyncio.run(run.ask(ask(model="unknown"), Service().make, lambda _: "answered"))


def test_a_budget_is_in_dollars() -> None:
    """A budget in another currency is refused: prices are in dollars."""
    Run("r", budget=Money(amount=Decimal(5), currency="USD"))
    with pytest.raises(ConfigError, match="'EUR'"):
        Run("r", budget=Money(amount=Decimal(5)))


def test_one_unknown_price_makes_the_sum_unknown() -> None:
    """A cost with a hole is nothing, not a smaller number, and names the model."""
    run = Run("r", price=lambda *_: None)
    asyncio.run(run.ask(ask(), Service().make, lambda _: "answered"))
    assert run.cost().usd is None
    assert run.cost().unpriced == ("m-1",)


def test_max_concurrency_caps_a_run() -> None:
    """No more calls than the cap are under way at once."""
    run, most, now = Run("r", max_concurrency=2, price=cents), 0, 0

    async def make(sending: Sending) -> Reply:
        nonlocal most, now
        del sending
        now += 1
        most = max(most, now)
        await asyncio.sleep(0.01)
        now -= 1
        return REPLY

    async def work() -> None:
        await asyncio.gather(*(run.ask(ask(f"k{n}"), make, lambda _: "answered") for n in range(6)))

    asyncio.run(work())
    assert most == 2
    with pytest.raises(ConfigError, match="max_concurrency is 0"):
        Run("r", max_concurrency=0)


def test_activate_is_for_its_block() -> None:
    """The current run is seen inside the block only, in tasks made there too."""

    async def seen() -> Run | None:
        return await asyncio.create_task(asyncio.sleep(0, current_run()))

    run = Run("r", MemoryCallLog())
    with activate(run):
        assert asyncio.run(seen()) is run
    assert current_run() is None
