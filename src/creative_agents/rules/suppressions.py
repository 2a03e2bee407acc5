"""Suppressions: a finding that a person accepts, with a reason and a day on which it ends.

In a text, ``<!-- creative-agents allow law-eu.FreeWithFees until 2027-01-31: approved by legal
-->`` holds from its comment on. For files without comments, a YAML list does the same::

    - rule: law-eu.FreeWithFees      # or law-eu.*
      path: mails/*.md               # absent: everywhere
      quote: free                    # absent: whatever the words
      until: 2027-01-31
      reason: approved by legal, ticket 1234
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import yaml

from creative_agents.domain.review import Finding
from creative_agents.errors import ConfigError
from creative_agents.rules.files import read_text
from creative_agents.rules.globs import matches
from creative_agents.rules.keys import DefinitionError, Keys

LARGEST: Final = 5_000_000
"""Bytes of a file of suppressions, at most."""

_ALLOW: Final = re.compile(
    r"creative-agents\s+allow\s+([\w.*-]+)(?:\s+until\s+([0-9-]{1,12}))?\s*(?::\s*(.*?))?\s*\Z",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """What a person accepts."""

    rule: str
    """``Pack.Rule``; ``Pack.*`` for all of a pack."""
    reason: str
    """Why."""
    until: date
    """The last day on which it holds."""
    path: str = ""
    """Glob of the files; empty: everywhere."""
    quote: str = ""
    """The words accepted; empty: whatever they are."""
    start: int = 0
    """The code point from which it holds, for one inside a text."""

    def covers(self, finding: Finding, *, on: date, path: str = "") -> bool:
        """Say whether a finding is accepted on a day."""
        return (
            not finding.incomplete
            and on <= self.until
            and matches(self.rule, finding.rule)
            and (not self.path or matches(self.path, path))
            and (not self.quote or self.quote == finding.quote)
            and self.start <= (finding.start or 0)
        )


def suppress(
    findings: Iterable[Finding],
    suppressions: Sequence[Suppression],
    *,
    on: date,
    path: str = "",
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Part findings into those that stay and those that somebody accepted.

    Args:
        findings: The findings of one file or piece.
        suppressions: What is accepted.
        on: The day.
        path: The file, as the globs mean it.

    Returns:
        What stays, and what is accepted; an incomplete finding always stays.
    """
    stay: list[Finding] = []
    accepted: list[Finding] = []
    for finding in findings:
        covered = any(one.covers(finding, on=on, path=path) for one in suppressions)
        (accepted if covered else stay).append(finding)
    return tuple(stay), tuple(accepted)


def read_suppressions(path: Path) -> tuple[Suppression, ...]:
    """Read a file of suppressions.

    Raises:
        ConfigError: The file cannot be read, or an entry lacks its rule, its reason or its day.
    """
    text = read_text(path, LARGEST)
    try:
        read = yaml.load(text, yaml.CBaseLoader) or []  # noqa: S506  it makes no objects
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise ConfigError(f"{str(path)!r} is not YAML: {str(error).splitlines()[0]}") from error
    if not isinstance(read, list) or not all(isinstance(entry, dict) for entry in read):
        raise ConfigError(f"{str(path)!r} must be a list: write '- rule: Pack.Rule' and so on")
    return tuple(_entry(path, number, Keys(entry)) for number, entry in enumerate(read, start=1))


def in_comments(
    comments: Iterable[tuple[int, str]], *, on: date
) -> tuple[tuple[Suppression, ...], tuple[tuple[int, str, str], ...]]:
    """Read the suppressions inside a text.

    Args:
        comments: For each, the code point at which it begins, and what it says.
        on: The day.

    Returns:
        The suppressions, and for each that does not hold its place, its rule and what is
        wrong with it: ``reason``, ``until`` or ``over``.
    """
    able: list[Suppression] = []
    wrong: list[tuple[int, str, str]] = []
    for at, text in comments:
        found = _ALLOW.match(text)
        if found is None:
            continue
        until = _day(found[2] or "")
        if until is None or not found[3]:
            wrong.append((at, found[1], "reason" if until else "until"))
        elif until < on:
            wrong.append((at, found[1], "over"))
        else:
            able.append(Suppression(rule=found[1], reason=found[3], until=until, start=at))
    return tuple(able), tuple(wrong)


def _entry(path: Path, number: int, keys: Keys) -> Suppression:
    try:
        until = keys.day("until")
        entry = (keys.text("rule"), keys.text("reason"))
        words = (keys.text("path"), keys.text("quote"))
    except DefinitionError as error:
        raise ConfigError(f"{str(path)!r}, entry {number}: {error}") from error
    if until is None or not all(entry):
        raise ConfigError(f"{str(path)!r}, entry {number}: write 'rule', 'reason' and 'until'")
    return Suppression(rule=entry[0], reason=entry[1], until=until, path=words[0], quote=words[1])


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
