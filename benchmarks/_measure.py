"""Measuring: CPU and wall of campaigns, and the medians of rounds."""

import asyncio
import gc
import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from _flows import Flow
from _server import ServerProcess


@dataclass(frozen=True)
class Round:
    """One side, once."""

    campaigns: int
    """Campaigns that ran."""
    calls: int
    """Calls that the server answered."""
    cpu_seconds: float
    """User and system CPU of this process, all threads."""
    elsewhere_seconds: float
    """Of that, what other threads than the event loop's used."""
    wall_seconds: float
    """From the first start to the last end."""
    path_seconds: float
    """The critical path that the server measured; of use for one campaign alone."""
    max_in_flight: int
    """The most calls that the server had at once."""

    @property
    def cpu_ms_a_call(self) -> float:
        """CPU of one call, in milliseconds."""
        return 1000 * self.cpu_seconds / self.calls

    @property
    def elsewhere_ms_a_call(self) -> float:
        """CPU of one call outside the event loop's thread, in milliseconds."""
        return 1000 * self.elsewhere_seconds / self.calls

    @property
    def cpu_ms_a_campaign(self) -> float:
        """CPU of one campaign, in milliseconds."""
        return 1000 * self.cpu_seconds / self.campaigns

    @property
    def over_path(self) -> float:
        """Wall over the critical path."""
        return self.wall_seconds / self.path_seconds

    @property
    def campaigns_a_second(self) -> float:
        """Throughput."""
        return self.campaigns / self.wall_seconds


class Numbers:
    """Gives every campaign a number of its own."""

    def __init__(self) -> None:
        self._next = 0

    def take(self, count: int) -> range:
        """Take the next numbers."""
        taken = range(self._next, self._next + count)
        self._next += count
        return taken


async def measure(flow: Flow, server: ServerProcess, numbers: range) -> Round:
    """Run campaigns side by side and measure them.

    Args:
        flow: What runs them.
        server: The server, whose counts start at zero here.
        numbers: One number for each campaign.
    """
    server.reset()
    gc.collect()
    cpu, loop, wall = time.process_time(), time.thread_time(), time.perf_counter()
    await _all(flow, numbers)
    cpu, loop = time.process_time() - cpu, time.thread_time() - loop
    wall = time.perf_counter() - wall
    stats = server.stats()
    if not stats["good"] == stats["requests"] == flow.calls * len(numbers):
        raise RuntimeError(
            f"{flow.name}: {stats['requests']} requests and {stats['good']} answers for "
            f"{len(numbers)} campaigns of {flow.calls} calls; both sides must make the same calls"
        )
    return Round(
        campaigns=len(numbers),
        calls=stats["good"],
        cpu_seconds=cpu,
        elsewhere_seconds=cpu - loop,
        wall_seconds=wall,
        path_seconds=sum(run["critical_path_seconds"] for run in stats["runs"].values()),
        max_in_flight=stats["max_in_flight"],
    )


async def _all(flow: Flow, numbers: range) -> None:
    """Run campaigns side by side; where one breaks, none goes on behind the next round."""
    tasks = [asyncio.create_task(flow.campaign(number)) for number in numbers]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def middle(values: Sequence[float]) -> str:
    """Show the median with its range and n."""
    low, high = min(values), max(values)
    return f"{median(values):8.3f}  [{low:.3f}-{high:.3f}, n={len(values)}]"
