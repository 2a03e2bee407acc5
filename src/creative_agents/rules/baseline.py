"""A baseline: the findings that old copy has, so that a check speaks of the new ones.

A finding is known by its rule, its words and the words around them, not by its line: what
moves stays known, what is written again does not.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from creative_agents.domain.review import Finding
from creative_agents.errors import ConfigError
from creative_agents.rules.files import read_text

AROUND: Final = 24
"""Code points before and after the words, on their line, that belong to what is known."""

LARGEST: Final = 100_000_000
"""Bytes of a baseline, at most."""

VERSION: Final = 1


@dataclass(frozen=True, eq=False)
class Baseline:
    """What is known, by file."""

    known: Mapping[str, Mapping[str, int]]
    """For each path, how many findings of each fingerprint."""

    def new(self, findings: Iterable[Finding], text: str, path: str) -> tuple[Finding, ...]:
        """Give the findings of a file that are not known; one that is incomplete never is.

        Args:
            findings: The findings of the file, or of one of its fields.
            text: The text that was checked.
            path: The file, as it was written in the baseline.
        """
        left = Counter(self.known.get(path, {}))
        new: list[Finding] = []
        for finding in findings:
            print_ = fingerprint(finding, text)
            if not finding.incomplete and left[print_] > 0:
                left[print_] -= 1
            else:
                new.append(finding)
        return tuple(new)


def fingerprint(finding: Finding, text: str) -> str:
    """Give what a finding is known by: 16 hexadecimal digits.

    Args:
        finding: The finding.
        text: The text that was checked.
    """
    start, end = finding.start or 0, finding.end or 0
    parts = (
        finding.rule,
        finding.field,
        _even(finding.quote),
        _even(text[max(start - AROUND, 0) : start].rpartition("\n")[2])[-AROUND // 2 :],
        _even(text[end : end + AROUND].partition("\n")[0])[: AROUND // 2],
    )
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def write_baseline(path: Path, found: Mapping[str, tuple[str, Iterable[Finding]]]) -> None:
    """Write the findings of old copy.

    Args:
        path: The file to write.
        found: For each file, its text and its findings.

    Raises:
        ConfigError: The file cannot be written.
    """
    entries = [
        {
            "path": name,
            "rule": finding.rule,
            "quote": finding.quote,
            "fingerprint": fingerprint(finding, text),
        }
        for name, (text, findings) in sorted(found.items())
        for finding in findings
        if not finding.incomplete
    ]
    content = json.dumps({"version": VERSION, "known": entries}, ensure_ascii=False, indent=1)
    try:
        path.write_text(content + "\n", encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"cannot write {str(path)!r}: {error.strerror or error}") from error


def read_baseline(path: Path) -> Baseline:
    """Read a baseline.

    Raises:
        ConfigError: The file cannot be read or is not one that `write_baseline` wrote.
    """
    try:
        read = json.loads(read_text(path, LARGEST))
        if read["version"] != VERSION:
            raise ConfigError(f"{str(path)!r} is of version {read['version']!r}; write it again")
        known: dict[str, Counter[str]] = {}
        for entry in read["known"]:
            known.setdefault(str(entry["path"]), Counter())[str(entry["fingerprint"])] += 1
    except (json.JSONDecodeError, KeyError, TypeError, RecursionError) as error:
        raise ConfigError(f"{str(path)!r} is not a baseline; write it again") from error
    return Baseline(known)


def _even(text: str) -> str:
    return " ".join(text.split())
