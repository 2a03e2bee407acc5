"""The command line: a command a file; what is heavy is imported where it is used."""

import sys

from creative_agents.errors import EXIT_INTERRUPTED, CreativeAgentsError


def main() -> None:
    """Run the command line and end the process with the design's exit codes."""
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
        return invoke(arguments)
    except CreativeAgentsError as error:
        print(f"error: {error}", file=sys.stderr)  # noqa: T201 - the one line that is promised
        return error.exit_code
    except KeyboardInterrupt:
        print("interrupted: what was done is kept", file=sys.stderr)  # noqa: T201
        return EXIT_INTERRUPTED
