"""A `langgraph dev` that a test starts, with our own configuration."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import util
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).parents[2]
"""The repository."""

PATIENCE = 60.0
"""Seconds that the server may take to start."""


def cannot_start() -> str:
    """Say why there can be no server here; nothing where there can."""
    missing = [
        name
        for name in ("langgraph_cli", "langgraph_api", "langgraph_runtime_inmem", "langgraph_sdk")
        if util.find_spec(name) is None
    ]
    if missing:
        return f"`langgraph dev` needs {missing[0]}: pip install 'langgraph-cli[inmem]'"
    if _command() is None:
        return "`langgraph` stands neither beside this Python nor on the path"
    return ""


def served_config() -> dict[str, Any]:
    """Give our ``langgraph.json`` as it reads from anywhere."""
    config: dict[str, Any] = json.loads((ROOT / "langgraph.json").read_text(encoding="utf-8"))
    config["graphs"] = {name: str(ROOT / path) for name, path in config["graphs"].items()}
    config["checkpointer"] = {"path": str(ROOT / config["checkpointer"]["path"])}
    return config


@contextmanager
def langgraph_dev(folder: Path, settings: dict[str, str]) -> Iterator[str]:
    """Run a server in a folder of its own; it is ended with the block.

    Args:
        folder: Where it keeps its lists.
        settings: Its environment, beside ours.

    Yields:
        Its address.
    """
    (folder / "langgraph.json").write_text(json.dumps(served_config()), encoding="utf-8")
    port = _free_port()
    log = folder / "server.log"
    command = [str(_command()), "dev", "--port", str(port), "--no-browser", "--no-reload"]
    with log.open("w") as out:
        server = subprocess.Popen(
            command, cwd=folder, env=_environment(settings), stdout=out, stderr=out
        )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(server, address, log)
        yield address
    finally:
        server.terminate()
        try:
            server.wait(timeout=15)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _command() -> str | None:
    beside = Path(sys.executable).with_name("langgraph")
    return str(beside) if beside.exists() else shutil.which("langgraph")


def _environment(settings: dict[str, str]) -> dict[str, str]:
    ours = {
        "PYTHONPATH": str(ROOT / "src"),
        "LANGSMITH_TRACING": "false",
        "LANGGRAPH_CLI_NO_ANALYTICS": "1",
    }
    return {**os.environ, **ours, **settings}


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _wait(server: "subprocess.Popen[bytes]", address: str, log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        assert server.poll() is None, log.read_text(encoding="utf-8")[-4000:]
        try:
            with urlopen(f"{address}/ok", timeout=2):
                return
        except (URLError, TimeoutError, ConnectionError):
            time.sleep(0.2)
    raise AssertionError(log.read_text(encoding="utf-8")[-4000:])
