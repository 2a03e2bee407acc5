"""The command line: a command a file; what is heavy is imported where it is used."""

import os
import sqlite3
import sys
from typing import Final

from creative_agents.errors import EXIT_INTERRUPTED, EXIT_STOPPED, CreativeAgentsError

EXIT_NOBODY_READS: Final = 1
"""The reader of our output closed it, as ``head`` does; Python itself ends so."""


def main() -> None:
    """Run the command line and end the process with the design's exit codes."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # both are text files here
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command.

    Args:
        arguments: As typed, without the program's name.

    Returns:
        The exit code: 0 done, 1 refused, 2 bad input, 3 stopped, 5 waiting, 130 interrupted.
    """
    from creative_agents.cli.app import invoke

    try:
        code = invoke(arguments)
        sys.stdout.flush()
    except CreativeAgentsError as error:
        _say(f"error: {error}")
        return error.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_NOBODY_READS
    except (OSError, sqlite3.Error) as error:
        _say(
            f"error: the disk did not take or give what was needed: {error}; what was done is kept"
        )
        return EXIT_STOPPED
    except KeyboardInterrupt:
        _say("interrupted: what was done is kept")
        return EXIT_INTERRUPTED
    return code


def _say(line: str) -> None:
    print(line, file=sys.stderr)  # noqa: T201 - the one line that is promised
