"""Who sits at the terminal.

The operating system says whose account the process runs under, and that is the person. Whoever
answers as somebody else, with ``--as`` or ``CREATIVE_AGENTS_PERSON``, is vouched for by that
account: the log then says ``terminal-as`` where it would say ``terminal``. Nothing that an
environment variable such as ``USER`` says is taken for the account's name.
"""

import os
from dataclasses import dataclass
from typing import Final

from creative_agents.errors import ConfigError

PERSON: Final = "CREATIVE_AGENTS_PERSON"
"""The environment variable that names who answers."""


@dataclass(frozen=True, slots=True)
class Sitter:
    """Who answers, and who says so."""

    id: str
    """Their id, as the brand's process has it."""
    account: str
    """The account of the operating system."""

    @property
    def via(self) -> str:
        """Through what they answer, as the log says it."""
        return "terminal" if self.id == self.account else "terminal-as"

    @property
    def told(self) -> str:
        """Who they are and who says so, for a line on the screen."""
        if self.id == self.account:
            return f"{self.id}, as the operating system says"
        return f"{self.id}, as the account {self.account} says"


def sitter(named: str | None = None) -> Sitter:
    """Say who sits at the terminal.

    Args:
        named: Whom ``--as`` names; absent: ``CREATIVE_AGENTS_PERSON``, else the account.

    Raises:
        ConfigError: They are named by an empty text, or by one that no file keeps.
    """
    account = _account()
    id = named if named is not None else os.environ.get(PERSON) or account
    if not id.strip():
        raise ConfigError("--as is empty: name who answers, as the brand's process does")
    if any("\ud800" <= sign <= "\udfff" for sign in id):  # bytes that are no UTF-8
        raise ConfigError(f"--as is {id!r}, which holds half a character: write it anew")
    return Sitter(id.strip(), account)


def _account() -> str:
    """Give the account's name from the system itself: the environment can say anything."""
    if os.name == "nt":
        return os.getlogin()
    import pwd

    uid = os.geteuid()
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:  # a container runs under a number that has no name
        return f"uid-{uid}"
