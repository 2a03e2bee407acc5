"""Campaigns against a server that fails in nine ways: who finishes, who stops, what is paid.

    python benchmarks/faults.py                      100 campaigns, about a minute
    python benchmarks/faults.py --campaigns 500

429 with Retry-After, 500, cut connections, slow drips, broken JSON, wrong schema, empty
content, refusals and truncation, each on 5 percent of the requests. Every campaign runs once
with the faults on; those that stopped are taken up again, still with faults, and at last
without. The same trial with 20 campaigns is a test (`tests/endtoend`).
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent / "tests"
sys.path[:0] = [str(TESTS / "support"), str(TESTS / "endtoend")]

import structlog  # noqa: E402 - after the path
from endtoend_faults import (  # noqa: E402
    Sitting,
    books_of_log,
    books_of_server,
    faulty_server,
    heal,
    run_ids,
    sit,
    tally,
)

from creative_agents.graphs.store import RunStore  # noqa: E402


def run(campaigns: int, sittings: int, folder: Path) -> None:
    """Run the trial and print it.

    Args:
        campaigns: How many.
        sittings: How often those that stopped are taken up with the faults on.
        folder: Where runs are kept.
    """
    runs, file = run_ids(campaigns), folder / "runs.sqlite"
    with faulty_server(keep=1_000_000) as server:
        first = results = sit(server, file, runs)
        _table("sitting 1, faults on", results)
        for number in range(2, sittings + 1):
            results = sit(server, file, _stopped(results))
            _table(f"sitting {number}, faults on", results)
        heal(server)
        _table("last sitting, faults off", sit(server, file, _stopped(results)))
    store, exchanges = RunStore.open(file), server.exchanges
    agree = sum(books_of_log(store, one) == books_of_server(exchanges, one) for one in runs)
    stats = server.stats
    print(f"\nfaults that struck: {dict(sorted(stats.faults.items()))}")
    print(f"requests {stats.requests} answers {stats.answered} good {stats.good}")
    print(f"retried before Retry-After was over: {stats.retried_early}")
    print(f"campaigns whose call log agrees with the server's count: {agree} of {campaigns}")
    stopped = len(_stopped(first))
    print(
        f"\ncampaigns {campaigns} finished {campaigns - stopped} stopped {stopped} "
        f"repeated_calls {stats.repeated}"
    )


def _stopped(results: Sequence[Sitting]) -> list[str]:
    return [result.run_id for result in results if result.error]


def _table(title: str, results: Sequence[Sitting]) -> None:
    print(f"\n{title}: {len(results)} campaigns")
    for ended, count in tally(results).most_common():
        example = next((one.error for one in results if one.ended == ended), None)
        print(f"  {count:4}  {ended:22}  {example or ''}", flush=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the benchmark."""
    assert __doc__ is not None
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--campaigns", type=int, default=100, help="how many")
    parser.add_argument("--sittings", type=int, default=3, help="sittings with the faults on")
    options = parser.parse_args(arguments)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(30))
    with tempfile.TemporaryDirectory() as folder:
        run(options.campaigns, options.sittings, Path(folder))


if __name__ == "__main__":
    main()
