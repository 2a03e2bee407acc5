"""Fifty approvers at once on one question, over two processes: one decision, one effect.

    python benchmarks/approvers.py --store sqlite
    python benchmarks/approvers.py --store postgres

A campaign waits at its copy gate. Two processes open it, each with half of the approvers, and
everybody answers at the same moment, each with another note; both processes then take the run
up, three times each.
The last line counts decisions in the log, deliveries on the disk, and approvers who were told
that somebody else was quicker. It exits with 1 where that is not one, one and the rest.
"""

import argparse
import multiprocessing
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from multiprocessing.synchronize import Barrier
from pathlib import Path

from _gates import delivered, runner_of, to_copy_gate
from _server import ServerProcess

from creative_agents.approvals.door import Approvals
from creative_agents.approvals.opening import open_book
from creative_agents.domain.approval import Person
from creative_agents.errors import ApprovalError
from creative_agents.testing.postgres import postgres_server

RUN = "contested"
PROCESSES = 2


def main() -> int:
    """Run it; give the exit code."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--store", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--approvers", type=int, default=50, help="at once, in both processes")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, ServerProcess() as server:
        folder = Path(name)
        with place(options.store, folder) as book:
            to_copy_gate(runner_of(server.base_url, folder, book=book), RUN)
            refusals = contest(server.base_url, folder, book, options.approvers)
            decisions = decided(book)
        effects = len(delivered(folder / "out"))
    print(f"decisions {decisions} effects {effects} refusals {refusals}")
    return 0 if (decisions, effects, refusals) == (1, 1, options.approvers - 1) else 1


@contextmanager
def place(store: str, folder: Path) -> Iterator[str]:
    """Give where the approvals book is: the runs' own file, or a server that is started."""
    if store == "sqlite":
        yield str(folder / "runs.sqlite")
        return
    with postgres_server() as url:
        yield url


def contest(base_url: str, folder: Path, book: str, approvers: int) -> int:
    """Let everybody answer at once; give how many were refused."""
    context = multiprocessing.get_context("spawn")
    ready = context.Barrier(approvers)
    refused: multiprocessing.Queue[int] = context.Queue()
    shares = [range(first, approvers, PROCESSES) for first in range(PROCESSES)]
    processes = [
        context.Process(target=work, args=(base_url, folder, book, share, ready, refused))
        for share in shares
    ]
    for process in processes:
        process.start()
    total = sum(refused.get(timeout=300) for _ in processes)
    for process in processes:
        process.join()
    return total


def work(  # noqa: PLR0913, PLR0917 - what a process is started with
    base_url: str,
    folder: Path,
    book: str,
    share: range,
    ready: Barrier,
    refused: "multiprocessing.Queue[int]",
) -> None:
    """Be a process with its share of the approvers."""
    runner = runner_of(base_url, folder, book=book)
    lost: list[str] = []
    threads = [
        threading.Thread(target=approve, args=(book, number, ready, lost)) for number in share
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for _ in range(3):  # as a double click and a retry would
        runner.resume(RUN)
    refused.put(len(lost))


def approve(book: str, number: int, ready: Barrier, lost: list[str]) -> None:
    """Be an approver: open the book, look at what waits, answer when everybody is ready."""
    with closing(open_book(book)) as opened:
        approvals = Approvals(opened)
        waiting = approvals.list(run=RUN)[0]
        ready.wait()
        answer = {"default": "approve", "note": f"said approver {number}"}
        try:
            approvals.decide(waiting.id, answer, person=Person(id=f"approver {number}"))
        except ApprovalError as error:
            lost.append(str(error))


def decided(book: str) -> int:
    """Count the decisions of the copy gate in the log; the log must be whole."""
    with closing(open_book(book)) as opened:
        if not opened.verify().ok:
            raise RuntimeError(f"the log is damaged: {opened.verify().problems}")
        events = opened.events(run_id=RUN)
    return sum(event.kind == "decided" and event.gate == "copy" for event in events)


if __name__ == "__main__":
    sys.exit(main())
