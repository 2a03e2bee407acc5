"""What our campaign costs over the bare openai client doing the same calls.

    python benchmarks/overhead.py            about 10 minutes
    python benchmarks/overhead.py --quick    about 1 minute, rough

A local server answers after a set latency, as a process of its own. One warm campaign of
ours is recorded there; the bare client (``AsyncOpenAI`` with its defaults) then sends the
same bodies in the same order. Both run in this process, one after the other, in rounds:

- cpu_ratio: client CPU (user and system) a call, 50 campaigns in flight, 0 ms a call;
- path_ratio: wall of one of our campaigns over the critical path that the server measured
  (the longest chain of calls one after the other), 500 ms a call;
- throughput_ratio: campaigns a second, 200 at once, 500 ms a call, ours over bare.

Ours is the whole graph: agents, model door, ledger, policies, gates answered at once, every
step and call durable in SQLite. "With delivery" adds the folder with its page and sheets.
"""

import argparse
import asyncio
import resource
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from _flows import BareFlow, CampaignFlow, Flow
from _measure import Numbers, Round, measure, middle
from _plan import Plan, plan_of
from _profile import profile
from _server import ServerProcess

_NOTHING: Final = 0.01
"""Below this a ratio says nothing."""


@dataclass(frozen=True)
class Results:
    """Every round of every side."""

    cpu: dict[str, list[Round]]
    path: dict[str, list[Round]]
    throughput: dict[str, list[Round]]


async def run(options: argparse.Namespace, server: ServerProcess, folder: Path) -> None:
    """Measure everything and print it."""
    numbers = Numbers()
    ours = CampaignFlow(server.base_url, folder, deliver=False)
    plan = await _record(ours, server, numbers)
    ours.calls = plan.calls
    full = CampaignFlow(server.base_url, folder, deliver=True, calls=plan.calls)
    bare = BareFlow(server.base_url, plan)
    print(f"a campaign makes {plan.calls} calls: {_shape(plan)}", flush=True)
    for flow in (full, bare):
        await measure(flow, server, numbers.take(1))
    rounds = _Rounds(server, numbers)
    results = Results(
        cpu=await rounds.interleave(
            "CPU", [bare, ours, full], options.rounds, options.in_flight, 0.0
        ),
        path=await rounds.interleave("path", [bare, ours], options.singles, 1, options.latency),
        throughput=await rounds.interleave(
            "throughput", [bare, ours], options.bursts, options.burst, options.latency
        ),
    )
    if options.profile:
        server.set_latency(0.0)
        await profile(full, server, numbers.take(options.in_flight))
    for flow in (ours, full, bare):
        await flow.close()
    _report(options, results)


class _Rounds:
    """Runs every side in turn, so that a noisy minute hits all of them."""

    def __init__(self, server: ServerProcess, numbers: Numbers) -> None:
        self._server = server
        self._numbers = numbers

    async def interleave(
        self, what: str, flows: Sequence[Flow], rounds: int, campaigns: int, latency: float
    ) -> dict[str, list[Round]]:
        self._server.set_latency(latency)
        found: dict[str, list[Round]] = {flow.name: [] for flow in flows}
        for number in range(rounds):
            _say(f"{what}: round {number + 1} of {rounds}")
            for flow in flows:
                round_ = await measure(flow, self._server, self._numbers.take(campaigns))
                found[flow.name].append(round_)
        return found


async def _record(flow: Flow, server: ServerProcess, numbers: Numbers) -> Plan:
    """Run two campaigns, the first to warm up; the second, spread out in time, is the plan."""
    for number in numbers.take(2):
        server.set_latency(0.2)
        await flow.campaign(number)
    return plan_of(server.exchanges())


def _report(options: argparse.Namespace, results: Results) -> None:
    print(f"\nclient CPU, {options.in_flight} campaigns in flight, 0 ms a call (medians)")
    _table("ms a call", results.cpu, lambda one: one.cpu_ms_a_call)
    _table("outside the loop", results.cpu, lambda one: one.elsewhere_ms_a_call)
    _table("ms a campaign", results.cpu, lambda one: one.cpu_ms_a_campaign)
    print(f"\none campaign, {1000 * options.latency:.0f} ms a call, warm")
    _table("wall, s", results.path, lambda one: one.wall_seconds)
    _table("wall / critical path", results.path, lambda one: one.over_path)
    _table("CPU, ms a call", results.path, lambda one: one.cpu_ms_a_call)
    print(f"\n{options.burst} campaigns at once, {1000 * options.latency:.0f} ms a call")
    _table("campaigns a second", results.throughput, lambda one: one.campaigns_a_second)
    _table("CPU, ms a call", results.throughput, lambda one: one.cpu_ms_a_call)
    _table("most calls at once", results.throughput, lambda one: float(one.max_in_flight))
    cpu = _ratio(results.cpu, lambda one: one.cpu_ms_a_call)
    path = median(one.over_path for one in results.path["ours"])
    throughput = _ratio(results.throughput, lambda one: one.campaigns_a_second)
    print(f"\ncpu_ratio {cpu:.2f} path_ratio {path:.3f} throughput_ratio {throughput:.2f}")


def _ratio(sides: dict[str, list[Round]], of: Callable[[Round], float]) -> float:
    return median(map(of, sides["ours"])) / median(map(of, sides[BareFlow.name]))


def _table(unit: str, sides: dict[str, list[Round]], of: Callable[[Round], float]) -> None:
    bare = median(map(of, sides[BareFlow.name]))
    for name, rounds in sides.items():
        values = [of(one) for one in rounds]
        ratio = f"{median(values) / bare:5.2f} x bare" if bare > _NOTHING else ""
        print(f"  {unit:22}{name:22}{middle(values)}  {ratio}")


def _shape(plan: Plan) -> str:
    return " > ".join(str(len(stage.bodies)) for stage in plan.stages)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    assert __doc__ is not None
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="few and small rounds")
    parser.add_argument("--rounds", type=int, default=5, help="CPU rounds")
    parser.add_argument("--in-flight", type=int, default=50, help="campaigns a CPU round")
    parser.add_argument("--singles", type=int, default=20, help="campaigns alone")
    parser.add_argument("--bursts", type=int, default=3, help="throughput rounds")
    parser.add_argument("--burst", type=int, default=200, help="campaigns a throughput round")
    parser.add_argument("--latency", type=float, default=0.5, help="seconds a call")
    parser.add_argument("--profile", action="store_true", help="say where our CPU goes")
    if parser.parse_args(arguments).quick:
        parser.set_defaults(rounds=2, in_flight=20, singles=4, bursts=1, burst=50)
    return parser.parse_args(arguments)


def _allow_many_sockets() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the benchmark."""
    options = _options(arguments)
    _allow_many_sockets()
    with tempfile.TemporaryDirectory() as folder, ServerProcess() as server:
        asyncio.run(run(options, server, Path(folder)))


if __name__ == "__main__":
    main()
