"""What `eval` evaluates: our agents over a model, its recordings, or a few cases of the one."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from creative_agents.errors import ConfigError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from creative_agents.evals.gold import GoldSet
    from creative_agents.evals.store import TrialStore
    from creative_agents.evals.subject import Agent, Subject
    from creative_agents.evals.suite import Suite

AtEnd: TypeAlias = Callable[[], object]
"""What is done once everything was scored."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What was typed of the model."""

    model: str | None
    """The model's name."""
    base_url: str | None
    """Its address."""
    weights: str | None
    """Where to fetch the embedded model's weights."""
    record: Path | None
    """Where its calls are recorded."""
    missing: bool
    """Whether only what is not recorded yet is asked for."""
    replay: Path | None
    """Recordings that are played."""
    live: int | None
    """How many cases are asked of the model itself, the others being played."""


def subject_for(
    suite: "Suite", cases: "GoldSet", wanted: Wanted, store: "TrialStore"
) -> "tuple[Agent | Subject, AtEnd]":
    """Make what the suite evaluates.

    Args:
        suite: The suite.
        cases: Its cases.
        wanted: What was typed.
        store: Where the run is kept.

    Returns:
        It, and what is done once everything was scored.

    Raises:
        ConfigError: What was typed goes not together, or there is nothing to play.
    """
    if wanted.missing and wanted.record is None:
        raise ConfigError("--missing is of --record: name the folder of recordings to complete")
    if suite.subject:
        sys.path.insert(0, str(Path.cwd()))
        own: Agent | Subject = suite.own_subject()
        return own, _nothing
    if wanted.live is not None:
        return _mixed(suite, cases, wanted, wanted.live), _nothing
    tape = wanted.replay
    if tape is None and wanted.model is None and wanted.record is None:
        tape = suite.tape()
    if tape is not None:
        return _played(tape, wanted), _nothing
    if wanted.record is not None:
        return _recorded(suite, wanted, wanted.record, store)
    from creative_agents.evals.agents import department

    return department(_model(wanted)), _nothing


def _nothing() -> None:
    pass


def _mixed(suite: "Suite", cases: "GoldSet", wanted: Wanted, most: int) -> "Subject":
    from creative_agents.evals.agents import department
    from creative_agents.evals.mixing import mixed, pick_live
    from creative_agents.evals.recording.model import replaying

    if wanted.record is not None:
        raise ConfigError("--live plays recordings: leave --record out, or --live")
    tape = wanted.replay or suite.tape()
    if tape is None:
        raise ConfigError(
            f"--live plays the other cases, and the suite {suite.name!r} has no recordings: "
            "record them with --record, or name others with --replay"
        )
    played = department(replaying(tape))
    live = pick_live(cases, most)
    return mixed(department(_model(wanted)), played, live, total=len(cases))


def _played(tape: Path, wanted: Wanted) -> "Subject":
    from creative_agents.evals.agents import department
    from creative_agents.evals.mixing import recorded
    from creative_agents.evals.recording.model import replaying

    if wanted.model is not None or wanted.record is not None:
        raise ConfigError(
            "--replay plays what was recorded: leave --model and --record out, or add --live"
        )
    return recorded(department(replaying(tape)))


def _recorded(
    suite: "Suite", wanted: Wanted, folder: Path, store: "TrialStore"
) -> "tuple[Subject, AtEnd]":
    from creative_agents.evals.agents import department
    from creative_agents.evals.recording.model import recording
    from creative_agents.evals.run import run_id

    model = recording(_model(wanted), folder, only_missing=wanted.missing)
    subject = department(model)
    model.begin_anew(store, run_id(suite.name, subject))
    return subject, model.drop_unused


def _model(wanted: Wanted) -> "BaseChatModel":
    from creative_agents.cli.models import fetch_if_absent
    from creative_agents.llm.models import create_chat_model

    if wanted.weights is not None:
        fetch_if_absent(wanted.weights)  # type: ignore[arg-type]  # typer has checked the word
    return create_chat_model(wanted.model, base_url=wanted.base_url)
