import resource
import subprocess
import sys
from collections.abc import Iterator

import pytest
import typer
from cli_terminal import Typed, run_alone

from creative_agents import __version__
from creative_agents.cli.app import app

COMMANDS = (
    (),
    ("run",),
    ("resume",),
    ("runs",),
    ("runs", "list"),
    ("runs", "show"),
    ("runs", "delete"),
    ("runs", "prune"),
    ("brand",),
    ("check",),
    ("inbox",),
    ("show",),
    ("approve",),
    ("edit",),
    ("revise",),
    ("reject",),
    ("undo",),
    ("sheet",),
    ("sheet", "write"),
    ("sheet", "read"),
    ("log",),
    ("log", "verify"),
    ("log", "export"),
    ("log", "erase"),
    ("log", "numbers"),
    ("log", "autonomy"),
    ("brand", "new"),
    ("brand", "check"),
    ("brand", "build"),
    ("models",),
    ("models", "fetch"),
    ("eval",),
    ("eval", "run"),
    ("eval", "compare"),
    ("eval", "decisions"),
    ("eval", "label"),
)

HEAVY = ("langgraph", "langchain_core", "langchain_openai", "openai", "chromadb", "aiohttp")


def declared() -> Iterator[tuple[str, ...]]:
    """Give every command that the program declares."""
    group = typer.main.get_group(app)
    yield ()
    for name, command in group.commands.items():
        yield (name,)
        yield from ((name, inner) for inner in getattr(command, "commands", {}))


def test_every_command_is_known_here() -> None:
    """A new command is added to the list above, and so tested."""
    assert sorted(declared()) == sorted(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_help_ends_with_an_example(cli: Typed, command: tuple[str, ...]) -> None:
    """What to type is shown, not only described; every option says what it is for."""
    ran = cli(*command, "--help")

    assert ran.code == 0
    assert "Example: creative-agents " in ran.out
    assert max(map(len, ran.out.splitlines())) <= 80


@pytest.mark.parametrize("command", [(), ("runs",), ("brand",), ("sheet",)], ids=" ".join)
def test_a_group_alone_shows_its_help(cli: Typed, command: tuple[str, ...]) -> None:
    """It ends with 2: nothing was done."""
    assert cli(*command).out == cli(*command, "--help").out
    assert cli(*command).code == 2


def test_the_version_is_the_packages(cli: Typed) -> None:
    """One line, nothing else."""
    ran = cli("--version")

    assert (ran.code, ran.out) == (0, f"{__version__}\n")


def test_help_takes_less_than_a_second() -> None:
    """Measured as processor time, best of three, so that a busy machine does not count."""
    taken = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert run_alone("--help").code == 0
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)

    assert min(taken) < 1.0


@pytest.mark.parametrize(
    "command",
    [
        "--help",
        "runs list",
        "runs show x",
        "models",
        "brand check .",
        "inbox --sweep",
        "show x",
        "approve x",
        "log verify",
        "log numbers",
        "--version",
    ],
)
def test_a_light_command_loads_no_framework(command: str) -> None:
    """Listing runs and checking a brand start quickly because langgraph stays away."""
    code = (
        "import sys; from creative_agents.cli import run; "
        f"run({command.split()!r}); "
        f"print(*(name for name in {HEAVY!r} if name in sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stderr.splitlines()[-1] == ""
