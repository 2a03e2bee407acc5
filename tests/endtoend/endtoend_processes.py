"""Processes of our own that can be killed: forked from a server that has loaded the libraries."""

import json
import multiprocessing
import os
import signal
import sqlite3
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Final

_CONTEXT: Final = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(
    [
        "aiohttp",
        "chromadb",
        "genai_prices.data",
        "jinja2",
        "langchain_openai",
        "langgraph.checkpoint.sqlite",
        "langgraph.graph",
        "openai.resources.chat",
        "py3langid",
        "xlsxwriter",
    ]
)
"""Libraries only: our own modules are loaded by each process, as they are in a real one."""

PATIENCE: Final = 60.0
"""Seconds after which something that should happen did not."""


def start(work: Callable[..., None], *arguments: object, errors: Path) -> BaseProcess:
    """Start a process.

    Args:
        work: A function of a module that can be imported.
        *arguments: Its arguments.
        errors: The file that receives its standard error.
    """
    environment = dict(os.environ)
    process = _CONTEXT.Process(target=_child, args=(environment, errors, work, arguments))
    process.start()
    return process


def end(process: BaseProcess) -> int:
    """Wait for a process and give its exit code; below zero: the signal that killed it."""
    process.join(PATIENCE)
    code = process.exitcode
    if code is None:
        process.kill()
        process.join()
        raise AssertionError("the process did not end")
    process.close()
    return code


def kill(process: BaseProcess) -> None:
    """Kill a process as a power cut does."""
    process.kill()
    assert end(process) == -signal.SIGKILL


def wait_until(holds: Callable[[], bool], process: BaseProcess | None = None) -> None:
    """Wait for something to hold.

    Args:
        holds: What must come true.
        process: Who brings it about; its early end is a failure.
    """
    give_up = time.monotonic() + PATIENCE
    while not holds():
        assert process is None or process.is_alive(), "the process ended before its time"
        assert time.monotonic() < give_up, "it did not happen in time"
        time.sleep(0.01)


def call_rows(file: Path, run_id: str) -> Mapping[str, int]:
    """Count the rows of a run's call log by their status, from outside."""
    address = f"{file.absolute().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True)) as connection:
            rows: list[tuple[str, int]] = connection.execute(
                "SELECT status, count(*) FROM calls_call WHERE run_id = ? GROUP BY status",
                (run_id,),
            ).fetchall()
    except sqlite3.OperationalError:  # the file or its table is not there yet
        return {}
    return dict(rows)


def read_json(file: Path) -> Any:
    """Read what a process wrote."""
    return json.loads(file.read_text(encoding="utf-8"))


def _child(
    environment: dict[str, str],
    errors: Path,
    work: Callable[..., None],
    arguments: tuple[object, ...],
) -> None:
    os.environ.clear()
    os.environ.update(environment)
    with errors.open("ab") as file:
        os.dup2(file.fileno(), sys.stderr.fileno())
    work(*arguments)
