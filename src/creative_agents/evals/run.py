"""Run a suite: every case, so often, every output scored; what is finished is never done again."""

import hashlib
import inspect
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final

from pydantic import JsonValue

from creative_agents.domain.cost import Cost
from creative_agents.errors import (
    CreativeAgentsError,
    InputError,
    ModelRefusedError,
    ServiceError,
)
from creative_agents.evals.gold import GoldCase, GoldSet
from creative_agents.evals.recording.asker import asked_by
from creative_agents.evals.score import Score, Scorer
from creative_agents.evals.scorers import find_scorers
from creative_agents.evals.store import MemoryStore, TrialStore, key_of
from creative_agents.evals.subject import Agent, Subject, dumped, subject_of
from creative_agents.evals.trial import RunResult, Trial, trial_of
from creative_agents.llm.background import run_sync
from creative_agents.llm.fanout import gather_capped
from creative_agents.llm.run import Run, activate

CONCURRENCY: Final = 8
"""Trials at once, where the caller does not say."""

TRIES: Final = 2
"""How often a trial that a service ended is tried in one session, after the calls' own retries."""

OnTrial = Callable[[Trial], None]
"""Told of each trial as it ends."""


@dataclass(frozen=True)
class Refusal:
    """What stands in the place of an output when the model declined."""

    refused: str
    """What it said."""


def evaluate(
    agent: Agent | Subject,
    cases: Iterable[GoldCase] | GoldSet,
    scorers: Sequence[Scorer | str] | None = None,
    **options: Any,  # noqa: ANN401 - those of `aevaluate`, each typed there
) -> RunResult:
    """Run and score cases, for a caller without a loop; works in a notebook. See `aevaluate`."""
    return run_sync(aevaluate(agent, cases, scorers, **options))


async def aevaluate(  # noqa: PLR0913 - what is run, on what, how
    agent: Agent | Subject,
    cases: Iterable[GoldCase] | GoldSet,
    scorers: Sequence[Scorer | str] | None = None,
    *,
    epochs: int = 1,
    concurrency: int = CONCURRENCY,
    store: TrialStore | None = None,
    suite: str = "suite",
    on_trial: OnTrial | None = None,
) -> RunResult:
    """Run and score cases.

    A trial that a service, a disk or the agent's own code ended is counted as not scored, never
    as a fail. A model that declined gave an answer: a `Refusal`.

    Args:
        agent: One of our subjects, any Runnable, or any function, async or not, of an input.
        cases: The cases.
        scorers: Functions, or names of scorers; absent: every scorer that is installed.
        epochs: How often each case is run.
        concurrency: Trials at once.
        store: Where finished trials and calls are kept: the same store goes on with a run that
            was killed; absent: nowhere.
        suite: Name of the suite, for the report and the store.
        on_trial: Told of each trial as it ends.

    Returns:
        Every trial, in the order of cases and epochs.

    Raises:
        InputError: There is no case, an id is there twice, a number is below 1.
    """
    subject, gold = subject_of(agent), tuple(cases)
    _refuse(gold, epochs, concurrency)
    chosen = find_scorers(scorers)
    kept = store or MemoryStore()
    run = run_id(suite, subject)
    session = kept.session(run)
    started, finished = datetime.now(UTC), kept.finished(session)
    work = _Work(subject, chosen, kept, session, finished, on_trial)
    todo = [partial(work.trial, case, epoch) for case in gold for epoch in range(1, epochs + 1)]
    trials = await gather_capped(todo, limit=concurrency)
    if not any(trial.unscored for trial in trials):
        await kept.end(run)
    return RunResult(
        suite=suite,
        subject=subject.name,
        fingerprint=subject.fingerprint,
        gold_hash=GoldSet(gold).content_hash(),
        started_at=started,
        epochs=epochs,
        trials=tuple(trials),
        judges=tuple(_told(scorer) for scorer in chosen.values() if _is_judge(scorer)),
        resumed=sum(key_of(trial) in finished for trial in trials),
    )


def run_id(suite: str, subject: Subject) -> str:
    """Name a run: the same suite of the same subject goes on where it was left."""
    held = f"{suite} {subject.name} {subject.fingerprint}"
    return f"eval-{hashlib.sha256(held.encode('utf-8')).hexdigest()[:16]}"


@dataclass(frozen=True)
class _Work:
    subject: Subject
    scorers: Mapping[str, Scorer]
    store: TrialStore
    session: str
    finished: Mapping[str, Trial]
    on_trial: OnTrial | None

    async def trial(self, case: GoldCase, epoch: int) -> Trial:
        begun = trial_of(case, epoch, self.subject.source(case))
        known = self.finished.get(key_of(begun))
        calls = Run(f"{self.session}/{key_of(begun)}", self.store.calls)
        with activate(calls), asked_by(f"{case.id}/{epoch}"):
            if known is not None and known.status == "finished":
                trial, output = known, self._again(known.output)
            else:
                trial, output = await self._answered(case, begun)
            trial = _paid(trial, calls.cost())
            if trial.status == "finished":
                await self.store.keep(self.session, trial)
                trial = await self._scored(case, output, trial)
                await self.store.keep(self.session, trial)
        if self.on_trial is not None:
            self.on_trial(trial)
        return trial

    def _again(self, output: JsonValue) -> Any:  # noqa: ANN401 - whatever the agent gave
        if isinstance(output, dict) and set(output) == {"refused"}:
            return Refusal(str(output["refused"]))
        return self.subject.read(output)

    async def _answered(self, case: GoldCase, begun: Trial) -> tuple[Trial, Any]:
        started, why = time.perf_counter(), ""
        for _ in range(TRIES):
            try:
                output = await self.subject.answer(case)
            except ModelRefusedError as error:
                output = Refusal(str(error))
            except InputError:
                raise
            except ServiceError as error:
                why = _line(error)
                continue
            except Exception as error:  # noqa: BLE001 - whatever a user's agent raises is told
                why = _line(error)
                break
            update = {"output": dumped(output), "seconds": time.perf_counter() - started}
            return begun.model_copy(update=update), output
        seconds = time.perf_counter() - started
        ended = {"status": "failed", "error": why, "seconds": seconds}
        return begun.model_copy(update=ended), None

    async def _scored(self, case: GoldCase, output: Any, trial: Trial) -> Trial:  # noqa: ANN401
        scores: list[Score] = []
        for name, scorer in self.scorers.items():
            known = trial.score(name)
            if known is not None and known.status != "failed":
                scores.append(known)
            else:
                scores.append(await score_with(scorer, name, case, output, trial))
        return trial.model_copy(update={"scores": tuple(scores)})


async def score_with(
    scorer: Scorer,
    name: str,
    case: GoldCase,
    output: Any,  # noqa: ANN401 - whatever the agent gave
    trial: Trial,
) -> Score:
    """Score one output.

    Args:
        scorer: A plain function, async or not; with a parameter ``trial`` it gets the trial.
        name: Its name.
        case: The case.
        output: What came out.
        trial: The trial.

    Returns:
        Its score; where a service or a disk failed, a score with the status ``failed``.
    """
    wanted = {"trial": trial} if _wants_trial(scorer) else {}
    try:
        given = scorer(case, output, **wanted)
        score = await given if inspect.isawaitable(given) else given
    except InputError:
        raise
    except CreativeAgentsError as error:
        return Score.failed(name, _line(error))
    return score if score.name == name else score.model_copy(update={"name": name})


def _wants_trial(scorer: Scorer) -> bool:
    return "trial" in inspect.signature(scorer).parameters


def _paid(trial: Trial, cost: Cost) -> Trial:
    update = {
        "calls": cost.calls,
        "input_tokens": cost.usage.input_tokens,
        "output_tokens": cost.usage.output_tokens,
        "usd": None if cost.usd is None or not cost.calls else float(cost.usd),
    }
    return trial.model_copy(update=update)


def _refuse(cases: Sequence[GoldCase], epochs: int, concurrency: int) -> None:
    if not cases:
        raise InputError("there is no case to run; check the suite's paths, agent and split")
    ids = [case.id for case in cases]
    if twice := sorted({id for id in ids if ids.count(id) > 1}):
        raise InputError(f"ids that are there twice: {', '.join(twice)}; rename one")
    for name, value in (("epochs", epochs), ("concurrency", concurrency)):
        if value < 1:
            raise InputError(f"{name} is {value!r}: give at least 1")


def _line(error: BaseException) -> str:
    said = " ".join(str(error).split())
    return f"{type(error).__name__}: {said}"[:500]


def _is_judge(scorer: Scorer) -> bool:
    return hasattr(scorer, "about")


def _told(scorer: Scorer) -> JsonValue:
    told: JsonValue = scorer.about()  # type: ignore[union-attr]  # `_is_judge` has looked
    return told
