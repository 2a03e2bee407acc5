"""A script: which answer comes next, in one queue or in one queue for each agent."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any, Final

from creative_agents.testing.answers import JsonSchema

Scripted = Any
"""One scripted answer: a pydantic object, a mapping or a list (sent as JSON), a string (sent as
it is), an exception or its class (raised), a message, or a callable ``(messages, schema)`` that
gives one of them."""

AnswerSource = Callable[..., Scripted] | Mapping[str, Scripted] | Sequence[Scripted]
"""A callable that answers every call; a list, answered in its order; or a mapping from a word to
one of both, where a value that is no list answers every call."""

_ANY: Final = "any call"


class ScriptError(AssertionError):
    """The code under test asked for an answer that nobody scripted.

    It is no `CreativeAgentsError`: nothing in a library should ever handle it.
    """


@dataclass(frozen=True, slots=True)
class _Queue:
    name: str
    answers: list[Scripted]
    asked: list[str]

    def take(self, what: str) -> Scripted:
        self.asked.append(what)
        if len(self.asked) > len(self.answers):
            whose = "" if self.name == _ANY else f" for {self.name!r}"
            raise ScriptError(
                f"asked for call {len(self.asked)}{whose}, {len(self.answers)} answers were "
                f"scripted; the calls were: {', '.join(self.asked)}"
            )
        return self.answers[len(self.asked) - 1]


class AnswerScript:
    """Scripted answers, taken one by one. Safe to use from several threads."""

    def __init__(self, answers: AnswerSource) -> None:
        """Lay out the script.

        Args:
            answers: The answers; see `AnswerSource`. The key of a mapping is the title of the
                schema that is asked for, or a word of the system message; the first key that
                matches is used.
        """
        self._lock = Lock()
        if isinstance(answers, Mapping):
            self._routes = {key: _route(key, value) for key, value in answers.items()}
        else:
            self._routes = {_ANY: _route(_ANY, answers)}

    @property
    def remaining(self) -> int:
        """How many queued answers nobody has asked for yet."""
        queues = [route for route in self._routes.values() if isinstance(route, _Queue)]
        return sum(max(0, len(queue.answers) - len(queue.asked)) for queue in queues)

    def next(self, *, system: str, schema: JsonSchema | None) -> Scripted:
        """Take the next answer for a call.

        Args:
            system: The text of the system message.
            schema: The JSON schema that is asked for, if one is.

        Returns:
            The scripted answer as it was given; a callable is not called.

        Raises:
            ScriptError: Nothing is scripted for this call, or not any more.
        """
        title = str((schema or {}).get("title", ""))
        with self._lock:
            route = self._match(title, system)
            return route.take(title or "text") if isinstance(route, _Queue) else route

    def _match(self, title: str, system: str) -> _Queue | Scripted:
        for key, route in self._routes.items():
            if key in {_ANY, title} or _has_word(system, key):
                return route
        known = ", ".join(repr(key) for key in self._routes)
        raise ScriptError(
            f"nothing is scripted for the schema {title!r}; the script has answers for {known}, "
            "matched by the title of the schema or by a word of the system message"
        )


def _route(name: str, value: Scripted) -> _Queue | Scripted:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return _Queue(name=name, answers=list(value), asked=[])
    return value


def _has_word(text: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE) is not None
