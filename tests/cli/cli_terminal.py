"""The command line as a person meets it: in this process, or in a real terminal."""

import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

REPO: Final = Path(__file__).parents[2]
LARKWICK: Final = REPO / "examples/brands/larkwick"
KERMORVEL: Final = REPO / "examples/brands/maison-kermorvel"
ENGLISH_BRIEF: Final = REPO / "examples/briefs/larkwick-bring-the-old-one.yml"
FRENCH_BRIEF: Final = REPO / "examples/briefs/kermorvel-maree-du-mois.yml"

PROGRAM: Final = (sys.executable, "-c", "from creative_agents.cli import main; main()")
"""The command line, as the installed script starts it."""

PATIENCE: Final = 60.0
"""Seconds after which something that should appear did not."""

_ESCAPES: Final = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What stands on standard output, which is JSON and nothing else."""
        return json.loads(self.out)


Typed = Callable[..., Ran]
"""Types a command and gives what it did."""


def run_alone(
    *arguments: str, env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> Ran:
    """Run a command in a process of its own, without a terminal."""
    done = subprocess.run(
        [*PROGRAM, *arguments],
        env={**os.environ, **(env or {})},
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


class Terminal:
    """A command in a terminal of its own, and somebody who types."""

    def __init__(
        self, arguments: Sequence[str], *, columns: int = 80, env: Mapping[str, str] | None = None
    ) -> None:
        """Start a command.

        Args:
            arguments: As typed, without the program's name.
            columns: How wide the terminal is.
            env: What the environment has on top.
        """
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
        own = {"TERM": "xterm-256color", "COLUMNS": "", "LINES": "", **(env or {})}
        self._process = subprocess.Popen(
            [*PROGRAM, *arguments],
            env={name: value for name, value in {**os.environ, **own}.items() if value},
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
        )
        os.close(slave)
        self._seen = b""
        self._read_to = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        os.close(self._master)

    @property
    def raw(self) -> str:
        """Everything that the terminal received, escapes included."""
        return self._seen.decode(errors="replace")

    @property
    def text(self) -> str:
        """Everything that the terminal received, as text."""
        return _ESCAPES.sub("", self.raw).replace("\r\n", "\n").replace("\u00a0", " ")

    def wait_for(self, words: str) -> None:
        """Wait until some words appear after those that were waited for before."""
        give_up = time.monotonic() + PATIENCE
        while (at := self.text.find(words, self._read_to)) < 0:
            assert time.monotonic() < give_up, f"{words!r} did not appear:\n{self.text}"
            assert self._more() or words in self.text[self._read_to :], self.text
        self._read_to = at + len(words)

    def type(self, line: str) -> None:
        """Type a line and press Enter."""
        os.write(self._master, f"{line}\n".encode())

    def leave(self) -> None:
        """Press Ctrl-D."""
        os.write(self._master, b"\x04")

    def interrupt(self) -> None:
        """Do what Ctrl-C does."""
        self._process.send_signal(signal.SIGINT)

    def end(self) -> int:
        """Wait for the command to end and give its exit code."""
        give_up = time.monotonic() + PATIENCE
        while self._more():
            assert time.monotonic() < give_up, self.text
        return self._process.wait(PATIENCE)

    def _more(self) -> bool:
        """Take in what came; false when nothing will come any more."""
        # poll, for select refuses a descriptor over 1,023.
        waited = select.poll()
        waited.register(self._master, select.POLLIN)
        if not waited.poll(100):
            return self._process.poll() is None
        try:
            part = os.read(self._master, 65536)
        except OSError:  # the other end is closed
            return False
        self._seen += part
        return bool(part)
