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
from pathlib import Path
from statistics import median
from typing import Final

from _flows import BareFlow, CampaignFlow, Flow
from _measure import Numbers, Round, measure, middle
from _plan import Plan, plan_of
from _profile import profile
from _server import ServerProcess
from openai import APITimeoutError

_NOTHING: Final = 0.01
"""Below this a ratio says nothing."""

_TRIES: Final = 3
"""How often a round is tried."""


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
    cpu = await rounds.interleave("CPU", [bare, ours, full], options.rounds, options.in_flight, 0.0)
    _report_cpu(options, cpu)
    path = await rounds.interleave("path", [bare, ours], options.singles, 1, options.latency)
    _report_path(options, path)
    throughput = await rounds.interleave(
        "throughput", [bare, ours], options.bursts, options.burst, options.latency
    )
    _report_throughput(options, throughput)
    if options.profile:
        server.set_latency(0.0)
        await profile(full, server, numbers.take(options.in_flight))
    for flow in (ours, full, bare):
        await flow.close()
    ratio = _ratio(cpu, lambda one: one.cpu_ms_a_call)
    over_path = median(one.over_path for one in path["ours"])
    faster = _ratio(throughput, lambda one: one.campaigns_a_second)
    print(f"\ncpu_ratio {ratio:.2f} path_ratio {over_path:.3f} throughput_ratio {faster:.2f}")


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
                found[flow.name].append(await self._round(flow, campaigns))
        return found

    async def _round(self, flow: Flow, campaigns: int) -> Round:
        """Measure a round, again where the client gave up: by default it waits 5 s to connect."""
        for _ in range(_TRIES):
            try:
                return await measure(flow, self._server, self._numbers.take(campaigns))
            except APITimeoutError:
                _say(f"{flow.name} ran out of time; this round is run again")
        raise RuntimeError(f"{flow.name} ran out of time {_TRIES} times: try a smaller --burst")


async def _record(flow: Flow, server: ServerProcess, numbers: Numbers) -> Plan:
    """Run two campaigns, the first to warm up; the second, spread out in time, is the plan."""
    for number in numbers.take(2):
        server.set_latency(0.2)
        await flow.campaign(number)
    return plan_of(server.exchanges())


def _report_cpu(options: argparse.Namespace, sides: dict[str, list[Round]]) -> None:
    print(f"\nclient CPU, {options.in_flight} campaigns in flight, 0 ms a call (medians)")
    _table("ms a call", sides, lambda one: one.cpu_ms_a_call)
    _table("outside the loop", sides, lambda one: one.elsewhere_ms_a_call)
    _table("ms a campaign", sides, lambda one: one.cpu_ms_a_campaign)


def _report_path(options: argparse.Namespace, sides: dict[str, list[Round]]) -> None:
    print(f"\none campaign, {1000 * options.latency:.0f} ms a call, warm")
    _table("wall, s", sides, lambda one: one.wall_seconds)
    _table("wall / critical path", sides, lambda one: one.over_path)
    _table("CPU, ms a call", sides, lambda one: one.cpu_ms_a_call)


def _report_throughput(options: argparse.Namespace, sides: dict[str, list[Round]]) -> None:
    print(f"\n{options.burst} campaigns at once, {1000 * options.latency:.0f} ms a call")
    _table("campaigns a second", sides, lambda one: one.campaigns_a_second)
    _table("CPU, ms a call", sides, lambda one: one.cpu_ms_a_call)
    _table("most calls at once", sides, lambda one: float(one.max_in_flight))


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
