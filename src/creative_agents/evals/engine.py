"""inspect-ai as the engine: its epochs, its concurrency, its logs and its viewer.

The only file that imports it; the extra ``evals`` installs it. What comes back is a `RunResult`
like any other, for the same gate and the same reports. Inspect runs one eval a process at a time.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from creative_agents.errors import MissingExtraError, ServiceError
from creative_agents.evals.gold import GoldCase, GoldSet
from creative_agents.evals.run import aevaluate
from creative_agents.evals.score import Scorer
from creative_agents.evals.scorers import find_scorers
from creative_agents.evals.subject import Agent, Subject, subject_of
from creative_agents.evals.trial import RunResult, Trial
from creative_agents.llm.background import run_sync

if TYPE_CHECKING:
    from inspect_ai import Task
    from inspect_ai.log import EvalLog
    from inspect_ai.scorer import Scorer as InspectScorer
    from inspect_ai.solver import Solver

KEPT: Final = "creative_agents"
"""Key of a sample's metadata under which our trial lies."""


def to_inspect_task(
    agent: Agent | Subject,
    cases: Iterable[GoldCase] | GoldSet,
    scorers: Sequence[Scorer | str] | None = None,
    *,
    epochs: int = 1,
    name: str = "suite",
) -> "Task":
    """Make a task for ``inspect eval``, or for `evaluate_with_inspect`.

    Args:
        agent: As for `creative_agents.evals.run.evaluate`.
        cases: The cases; each is a sample.
        scorers: As for `evaluate`; each is a scorer of the task.
        epochs: How often each case is run.
        name: Name of the task, in logs and in the viewer.

    Raises:
        MissingExtraError: The extra ``evals`` is not installed.
    """
    try:
        from inspect_ai import Task  # noqa: PLC0415 - six seconds, and an extra
        from inspect_ai.dataset import MemoryDataset, Sample  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise MissingExtraError("inspect-ai as the engine", extra="evals") from error
    subject, chosen, gold = subject_of(agent), find_scorers(scorers), tuple(cases)
    samples = [
        Sample(
            id=case.id,
            input=json.dumps(case.input, ensure_ascii=False),
            target=json.dumps(case.expected, ensure_ascii=False),
            metadata={"case": case.model_dump(mode="json"), "where": case.where},
        )
        for case in gold
    ]
    return Task(
        dataset=MemoryDataset(samples, name=name),
        solver=_solver(subject, chosen, {case.id: case for case in gold}),
        scorer=[_inspect_scorer(one) for one in chosen],
        epochs=epochs,
        name=name,
        metadata={
            "subject": subject.name,
            "fingerprint": subject.fingerprint,
            "gold_hash": GoldSet(gold).content_hash(),
        },
    )


def evaluate_with_inspect(  # noqa: PLR0913 - as `evaluate`
    agent: Agent | Subject,
    cases: Iterable[GoldCase] | GoldSet,
    scorers: Sequence[Scorer | str] | None = None,
    *,
    epochs: int = 1,
    name: str = "suite",
    log_dir: str | Path = ".evals/inspect",
) -> RunResult:
    """Run cases with inspect-ai; `creative_agents.evals.run.evaluate` needs no extra.

    Args:
        agent: As for `evaluate`.
        cases: The cases.
        scorers: As for `evaluate`.
        epochs: How often each case is run.
        name: Name of the task.
        log_dir: Where its logs go, for ``inspect view``.

    Returns:
        The run.

    Raises:
        ServiceError: Inspect did not finish.
    """
    task = to_inspect_task(agent, cases, scorers, epochs=epochs, name=name)

    async def go() -> "EvalLog":
        from inspect_ai import eval_async  # noqa: PLC0415 - heavy

        logs = await eval_async(
            task, model="mockllm/model", log_dir=str(log_dir), score_display=False
        )
        return logs[0]

    return read_log(run_sync(go()))


def read_log(log: "EvalLog | str | Path") -> RunResult:
    """Read a log of a task of ours.

    Args:
        log: A log, or the path of one.

    Raises:
        ServiceError: The eval did not finish, or the log holds no sample of ours.
    """
    from inspect_ai.log import read_eval_log  # noqa: PLC0415 - heavy

    read = read_eval_log(str(log)) if isinstance(log, str | Path) else log
    held = [one.metadata.get(KEPT) or one.store.get(KEPT) for one in read.samples or []]
    if read.status != "success" or not held or not all(held):
        said = read.error.message if read.error else f"status {read.status}"
        raise ServiceError(f"inspect-ai gave no whole run of ours: {said}")
    metadata = read.eval.metadata or {}
    return RunResult(
        suite=read.eval.task,
        subject=str(metadata.get("subject", read.eval.task)),
        fingerprint=str(metadata.get("fingerprint", "")),
        gold_hash=str(metadata.get("gold_hash", "")),
        started_at=datetime.fromisoformat(read.eval.created).astimezone(UTC),
        epochs=read.eval.config.epochs or 1,
        trials=tuple(Trial.model_validate(one) for one in held),
    )


def _solver(subject: Subject, scorers: dict[str, Scorer], cases: dict[str, GoldCase]) -> "Solver":
    from inspect_ai.model import ModelOutput  # noqa: PLC0415 - heavy
    from inspect_ai.solver import Generate, TaskState, solver  # noqa: PLC0415

    @solver(name="creative_agents")
    def answering() -> "Solver":
        async def solve(state: TaskState, generate: Generate) -> TaskState:
            del generate
            case = cases[str(state.sample_id)]
            ran = await aevaluate(subject, [case], list(scorers.values()))
            trial = ran.trials[0].model_copy(update={"epoch": state.epoch})
            state.store.set(KEPT, trial.model_dump(mode="json"))
            text = json.dumps(trial.output, ensure_ascii=False)
            state.output = ModelOutput.from_content(model=subject.name, content=text)
            return state

        return solve

    return answering()


def _inspect_scorer(name: str) -> "InspectScorer":
    from inspect_ai.scorer import Score, Target, mean, scorer, stderr  # noqa: PLC0415 - heavy
    from inspect_ai.solver import TaskState  # noqa: PLC0415

    @scorer(metrics=[mean(), stderr()], name=name)
    def scoring() -> "InspectScorer":
        async def score(state: TaskState, target: Target) -> Score:
            del target
            trial = Trial.model_validate(state.store.get(KEPT))
            ours = trial.score(name)
            value: Any = None if ours is None else ours.value
            if value is None:
                return Score.unscored(reason=ours.reason if ours else trial.error)
            return Score(value=value, explanation=ours.reason if ours else "")

        return score

    return scoring()
