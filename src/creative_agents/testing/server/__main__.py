"""The fake server as a process of its own: ``python -m creative_agents.testing.server``."""

import argparse
import asyncio
import json
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path

from creative_agents.testing.recorded import recorded_answers
from creative_agents.testing.server.fake import FakeOpenAIServer
from creative_agents.testing.server.faults import FAULT_NAMES, Faults


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve until the standard input ends.

    Args:
        arguments: What to read instead of the command line.
    """
    options = _parser().parse_args(arguments)
    server = FakeOpenAIServer(
        recorded_answers(options.answers) if options.answers else None,
        latency_seconds=options.latency_ms / 1000,
        faults=Faults.from_mapping(
            dict(options.rate) | {"seed": options.seed, "retry_after_seconds": options.retry_after}
        ),
        port=options.port,
        keep=options.keep,
    )
    asyncio.run(_serve(server))


async def _serve(server: FakeOpenAIServer) -> None:
    listening: Future[None] = Future()
    serving = asyncio.create_task(server.serve(listening))
    await asyncio.wrap_future(listening)
    loop, parent_gone = asyncio.get_running_loop(), asyncio.Event()
    sys.stdout.write(json.dumps({"base_url": server.base_url, "root_url": server.root_url}) + "\n")
    sys.stdout.flush()
    threading.Thread(target=_until_input_ends, args=(loop, parent_gone), daemon=True).start()
    await parent_gone.wait()
    serving.cancel()


def _until_input_ends(loop: asyncio.AbstractEventLoop, ended: asyncio.Event) -> None:
    sys.stdin.read()
    loop.call_soon_threadsafe(ended.set)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m creative_agents.testing.server",
        description="Serve made-up or recorded answers the way OpenAI's API does, on 127.0.0.1, "
        "until standard input ends: `sleep infinity | ...` keeps it in the background.",
        epilog="Example: --latency-ms 500 --rate rate_limit=0.05 --rate reset=0.05 --seed 7",
    )
    parser.add_argument("--port", type=int, default=0, help="the port; 0: any free one")
    parser.add_argument("--latency-ms", type=float, default=0.0, help="milliseconds an answer")
    parser.add_argument("--seed", type=int, default=0, help="another seed, other faults")
    parser.add_argument("--retry-after", type=float, default=1.0, help="seconds, after a 429")
    parser.add_argument("--keep", type=int, default=10_000, help="how many exchanges to keep")
    parser.add_argument("--answers", type=Path, help='JSON lines: {"for": ..., "answer": ...}')
    parser.add_argument(
        "--rate",
        type=_rate,
        action="append",
        default=[],
        metavar="FAULT=SHARE",
        help=f"a share of requests in [0, 1]; faults: {', '.join(FAULT_NAMES)}",
    )
    return parser


def _rate(text: str) -> tuple[str, float]:
    name, equals, share = text.partition("=")
    if not equals or name not in FAULT_NAMES:
        raise argparse.ArgumentTypeError(f"{text!r} is not FAULT=SHARE with a known fault")
    return name, float(share)


if __name__ == "__main__":
    main()
