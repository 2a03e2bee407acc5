import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from evals_cases import gold

from creative_agents.errors import ServiceError
from creative_agents.evals.engine import evaluate_with_inspect, read_log
from creative_agents.evals.gate import decide
from creative_agents.evals.run import evaluate

inspect_log = pytest.importorskip("inspect_ai.log")
pytestmark = pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning",  # inspect-ai leaves streams open
    "ignore::DeprecationWarning",
)


@pytest.fixture(autouse=True)
def _swept() -> Iterator[None]:
    """Collect what inspect-ai leaves open before another test is blamed for it."""
    yield
    gc.collect()


CASES = [gold(f"c{n}", input={"n": n}, expected={"must_say": [f"number {n}"]}) for n in range(3)]


async def agent(given: dict[str, Any]) -> str:
    """Answer; the last one wrongly."""
    return f"number {min(given['n'], 1)}"


def test_inspect_gives_the_same_scores_as_the_core(tmp_path: Path) -> None:
    """Another engine, the same gate: epochs, a log for its viewer, and our run back."""
    ours = evaluate(agent, CASES, ["must_say"], epochs=2)
    theirs = evaluate_with_inspect(agent, CASES, ["must_say"], epochs=2, log_dir=tmp_path)

    assert sorted((one.case, one.epoch, one.passed) for one in theirs.trials) == sorted(
        (one.case, one.epoch, one.passed) for one in ours.trials
    )
    assert decide(theirs).passing == decide(ours).passing
    log = next(tmp_path.glob("*.eval"))
    assert read_log(log).gold_hash == ours.gold_hash


def test_a_log_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    """It says why."""
    evaluate_with_inspect(agent, CASES[:1], ["must_say"], log_dir=tmp_path)
    log = inspect_log.read_eval_log(str(next(tmp_path.glob("*.eval"))))
    log.samples = []

    with pytest.raises(ServiceError, match="no whole run of ours: status success"):
        read_log(log)
