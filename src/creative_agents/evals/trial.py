"""A trial: one case, run once; and the result of many."""

from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from typing import Literal

from pydantic import Field, JsonValue

from creative_agents.domain.base import Language, Model
from creative_agents.evals.gold import GoldCase, Split
from creative_agents.evals.score import Score

Source = Literal["live", "recorded"]
"""``live``: the agent itself was asked. ``recorded``: what it said before was played again."""


class Trial(Model):
    """One case, run once."""

    case: str
    """Id of the case."""
    case_hash: str
    """Its fingerprint, so that another case under the same id is never compared."""
    agent: str
    """Whose case it is."""
    brand: str
    """The case's brand."""
    language: Language
    """The case's language."""
    split: Split
    """The case's split."""
    tags: tuple[str, ...] = ()
    """The case's slices."""
    epoch: int = Field(default=1, ge=1)
    """Which time, from 1."""
    source: Source = "live"
    """Whether the agent was asked, or recordings were played."""
    status: Literal["finished", "failed"] = "finished"
    """``failed``: a service, a disk or the agent's own code ended it without an answer."""
    output: JsonValue = None
    """What came out, as JSON."""
    error: str = ""
    """Why it ended without an answer, in one line."""
    seconds: float = Field(default=0.0, ge=0)
    """How long it took, in seconds; of a resumed one, the last session."""
    calls: int = Field(default=0, ge=0)
    """Model calls that were finished."""
    input_tokens: int = Field(default=0, ge=0)
    """Tokens read by models."""
    output_tokens: int = Field(default=0, ge=0)
    """Tokens written by models."""
    usd: float | None = None
    """What it cost in US dollars; absent: a price is not known, or no call went by the door."""
    scores: tuple[Score, ...] = ()
    """What each scorer says."""

    def score(self, name: str) -> Score | None:
        """Give a score by its scorer."""
        return next((score for score in self.scores if score.name == name), None)

    @property
    def unscored(self) -> bool:
        """Whether it, or a part of it, could not be scored."""
        return self.status == "failed" or any(one.status == "failed" for one in self.scores)

    @property
    def passed(self) -> bool | None:
        """Whether every score that can gate passes; absent where there is none."""
        verdicts = [score.passed for score in self.scores if score.passed is not None]
        return all(verdicts) if verdicts and self.status == "finished" else None


class RunResult(Model):
    """What a suite gave: every trial, and what it was run with."""

    suite: str
    """Name of the suite."""
    subject: str
    """What was evaluated: the agents, or the name of your function."""
    fingerprint: str = ""
    """What tells this subject from others: its model, its prompts' hash, its version."""
    gold_hash: str = ""
    """Fingerprint of the cases."""
    started_at: datetime
    """When it began (UTC)."""
    epochs: int = 1
    """How often each case was run."""
    trials: tuple[Trial, ...] = ()
    """Every trial, by case and epoch."""
    judges: tuple[JsonValue, ...] = ()
    """Each judge with its model, temperature, prompt hash and calibration."""
    resumed: int = 0
    """Trials that an earlier session had finished."""

    @cached_property
    def scorers(self) -> tuple[str, ...]:
        """Names of the scorers that said something, in order."""
        names = dict.fromkeys(score.name for trial in self.trials for score in trial.scores)
        return tuple(names)

    def unscored(self) -> tuple[Trial, ...]:
        """Give what could not be scored."""
        return tuple(trial for trial in self.trials if trial.unscored)

    def values(self, scorer: str) -> Iterator[tuple[Trial, float]]:
        """Give each trial's value for one scorer, where it has one."""
        for trial in self.trials:
            score = trial.score(scorer)
            if score is not None and score.value is not None and score.status == "scored":
                yield trial, score.value

    def gates(self, scorer: str) -> bool:
        """Whether a scorer's verdicts may gate: it gave at least one."""
        found = (trial.score(scorer) for trial in self.trials)
        return any(score is not None and score.passed is not None for score in found)


def trial_of(case: GoldCase, epoch: int, source: Source = "live") -> Trial:
    """Begin the trial of a case."""
    return Trial(
        case=case.id,
        case_hash=case.content_hash(),
        agent=case.agent,
        brand=case.brand,
        language=case.language,
        split=case.split,
        tags=case.tags,
        epoch=epoch,
        source=source,
    )
