"""Where the CPU of our side goes: own time by package, and the dearest functions of ours."""

import cProfile
import pstats
import re
from collections.abc import Mapping
from typing import Final

from _flows import Flow
from _measure import measure
from _server import ServerProcess

_OURS: Final = re.compile(r"/(creative_agents/\w+)")
_THEIRS: Final = re.compile(r"/site-packages/(\w+)")
_SHOWN: Final = 12

Stats = Mapping[tuple[str, int, str], tuple[int, int, float, float, object]]
"""What `pstats` keeps for a function: calls twice, own seconds, seconds with callees."""


async def profile(flow: Flow, server: ServerProcess, numbers: range) -> None:
    """Run campaigns under the profiler and print the shares.

    The profiler inflates and sees the event loop's thread alone: read shares, not times.

    Args:
        flow: What runs them.
        server: The server.
        numbers: One number for each campaign.
    """
    profiler = cProfile.Profile()
    profiler.enable()
    await measure(flow, server, numbers)
    profiler.disable()
    stats: Stats = pstats.Stats(profiler).stats  # type: ignore[attr-defined]
    whole = sum(own for _, _, own, _, _ in stats.values())
    print(f"\nwhere the CPU of {flow.name!r} goes (own time, event loop's thread)")
    for package, own in _largest(_by_package(stats)):
        print(f"  {package:40}{own / whole:7.1%}")
    print("\nthe dearest functions of ours (with what they call)")
    for name, total in _largest(_dearest(stats)):
        print(f"  {name:60}{total / whole:7.1%}")


def _by_package(stats: Stats) -> dict[str, float]:
    shares: dict[str, float] = {}
    for (file, _, _), (_, _, own, _, _) in stats.items():
        shares[_package(file)] = shares.get(_package(file), 0.0) + own
    return shares


def _dearest(stats: Stats) -> dict[str, float]:
    return {
        f"{file.rpartition('creative_agents/')[2]}:{name}": total
        for (file, _, name), (_, _, _, total, _) in stats.items()
        if _OURS.search(file)
    }


def _largest(shares: dict[str, float]) -> list[tuple[str, float]]:
    return sorted(shares.items(), key=lambda share: -share[1])[:_SHOWN]


def _package(file: str) -> str:
    if ours := _OURS.search(file):
        return ours[1]
    if theirs := _THEIRS.search(file):
        return theirs[1]
    return "built into Python" if file == "~" else "standard library"
