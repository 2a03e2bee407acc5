"""What is evaluated: one of our agents, any Runnable, any function, async or not."""

import asyncio
import hashlib
import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias, Union

from pydantic import JsonValue, TypeAdapter

from creative_agents.errors import InputError
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.trial import Source

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable

Agent: TypeAlias = Union["Runnable[Any, Any]", Callable[[Any], Any]]
"""A Runnable, or a function of one argument: the case's ``input``."""


def _as_it_is(value: JsonValue) -> JsonValue:
    return value


def _asked(case: GoldCase) -> Source:
    del case
    return "live"


@dataclass(frozen=True, kw_only=True)
class Subject:
    """Something that answers gold cases."""

    name: str
    """What the report calls it."""
    answer: Callable[[GoldCase], Awaitable[Any]]
    """Answers a case."""
    fingerprint: str = ""
    """Model, prompts, version: whatever makes it another subject when it changes."""
    read: Callable[[JsonValue], Any] = _as_it_is
    """Makes an output again of the JSON that was stored of it."""
    source: Callable[[GoldCase], Source] = _asked
    """Says of a case whether the agent is asked, or recordings are played."""


def subject_of(agent: "Agent | Subject", *, name: str | None = None) -> Subject:
    """Make a subject of anything that answers.

    Args:
        agent: A Runnable or a function, async or not, that takes a case's ``input`` and gives a
            text, JSON or a pydantic model; or a subject, which stays as it is.
        name: What the report calls it; absent: its own name.

    Raises:
        InputError: It is neither.
    """
    if isinstance(agent, Subject):
        return agent
    label = name or str(getattr(agent, "name", None) or getattr(agent, "__name__", "agent"))
    invoke = getattr(agent, "ainvoke", None)  # langchain is not imported to tell a Runnable
    if invoke is not None:

        async def ask(case: GoldCase) -> Any:  # noqa: ANN401 - whatever it gives
            return await invoke(case.input)

        return Subject(name=label, answer=ask, fingerprint=_source(type(agent)))
    if callable(agent):
        return Subject(name=label, answer=_called(agent), fingerprint=_source(agent))
    raise InputError(
        f"{agent!r} cannot be evaluated; give a Runnable, or a function that takes a case's input"
    )


def dumped(output: Any) -> JsonValue:  # noqa: ANN401 - whatever an agent gives
    """Give an output as JSON, for the store and the reports.

    Raises:
        ValueError: It has no JSON shape.
    """
    plain: JsonValue = TypeAdapter(Any).dump_python(output, mode="json")
    return plain


def _called(function: Callable[[Any], Any]) -> Callable[[GoldCase], Awaitable[Any]]:
    async def ask(case: GoldCase) -> Any:  # noqa: ANN401 - whatever it gives
        if inspect.iscoroutinefunction(function):
            return await function(case.input)
        given = await asyncio.to_thread(function, case.input)
        return await given if inspect.isawaitable(given) else given

    return ask


def _source(thing: object) -> str:
    """Fingerprint the code of a function or a class; one typed at a prompt has none."""
    try:
        text = inspect.getsource(thing)  # type: ignore[arg-type]  # what has no source raises
    except (OSError, TypeError):
        return ""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]
