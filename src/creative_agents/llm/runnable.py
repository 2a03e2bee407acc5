"""One async body for sync and async callers."""

import inspect
from collections.abc import Callable, Coroutine
from typing import Any, Generic, TypeVar

from langchain_core.runnables import Runnable, RunnableConfig

from creative_agents.llm.background import run_sync

In = TypeVar("In")
Out = TypeVar("Out")


def async_runnable(
    function: Callable[..., Coroutine[Any, Any, Out]], *, name: str
) -> Runnable[Any, Out]:
    """Make a Runnable of an async function; a sync caller runs it on the background loop.

    Args:
        function: Takes a request, and a config where it has a second parameter.
        name: The name in traces.

    Returns:
        A Runnable with ``invoke``, ``ainvoke``, ``batch`` and ``stream``.
    """
    return AsyncRunnable(function, name=name)


class AsyncRunnable(Runnable[In, Out], Generic[In, Out]):
    """A Runnable over an async function; made by `async_runnable`.

    It opens no run of its own in traces: what it calls does, and LangChain's ``RunnableLambda``
    would read the function's signature on every call.
    """

    def __init__(self, function: Callable[..., Coroutine[Any, Any, Out]], *, name: str) -> None:
        self.name = name
        self._function = function
        self._takes_config = len(inspect.signature(function).parameters) > 1

    def invoke(self, input: In, config: RunnableConfig | None = None, **kwargs: object) -> Out:
        """Run the function and wait; works where a loop already runs too."""
        return run_sync(self.ainvoke(input, config, **kwargs))

    async def ainvoke(
        self, input: In, config: RunnableConfig | None = None, **kwargs: object
    ) -> Out:
        """Run the function."""
        del kwargs
        if self._takes_config:
            return await self._function(input, config or {})
        return await self._function(input)
