"""Functions of a graph that are over in microseconds: they run where they are called."""

from collections.abc import Callable
from typing import Generic, TypeVar

from langchain_core.runnables import Runnable, RunnableConfig

In = TypeVar("In")
Out = TypeVar("Out")


class Quick(Runnable[In, Out], Generic[In, Out]):
    """A Runnable over a function that waits for nothing: no file, no lock, no model.

    LangGraph sends a plain function to a thread and back, which costs a loaded event loop more
    than the function itself. It opens no run of its own in traces: a route is not told there.
    """

    def __init__(self, function: Callable[[In], Out], *, name: str) -> None:
        """Wrap a function.

        Args:
            function: Takes what the Runnable is given.
            name: The name in the graph.
        """
        self.name = name
        self._function = function

    def invoke(self, input: In, config: RunnableConfig | None = None, **kwargs: object) -> Out:
        """Run the function."""
        del config, kwargs
        return self._function(input)

    async def ainvoke(
        self, input: In, config: RunnableConfig | None = None, **kwargs: object
    ) -> Out:
        """Run the function, here."""
        return self.invoke(input, config, **kwargs)
