"""What need not be told: findings of old copy, and those that somebody accepted for a time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from creative_agents.cli.checks.report import Remark
from creative_agents.cli.checks.sources import Source
from creative_agents.rules import (
    Baseline,
    Suppression,
    read_baseline,
    read_suppressions,
    suppress,
    write_baseline,
)


@dataclass(frozen=True)
class Known:
    """What is known of old copy, and what is accepted."""

    baseline: Baseline | None
    """Findings of old copy; absent: none is known."""
    accepted: tuple[Suppression, ...]
    """What somebody accepts, with a reason and a last day."""
    on: date
    """The day."""

    @classmethod
    def read(cls, baseline: Path | None, suppressions: Path | None, *, on: date) -> "Known":
        """Read the two files.

        Args:
            baseline: Findings of old copy, as `write_known` writes them.
            suppressions: A YAML list of what is accepted.
            on: The day.

        Raises:
            ConfigError: A file cannot be read or is not what it should be.
        """
        return cls(
            read_baseline(baseline) if baseline else None,
            read_suppressions(suppressions) if suppressions else (),
            on,
        )

    @property
    def over(self) -> Iterator[str]:
        """One line for each acceptance that has run out."""
        for one in self.accepted:
            if one.until < self.on:
                yield f"{one.rule} was accepted until {one.until} ({one.reason})"

    def new(self, remarks: Iterable[Remark], sources: Sequence[Source]) -> list[Remark]:
        """Leave out what is known or accepted; a rule that could not finish is always told.

        Args:
            remarks: The findings, file by file.
            sources: The files.
        """
        texts = _texts(sources)
        left: list[Remark] = []
        for path, group in groupby(remarks, key=lambda remark: remark.path):
            by_finding = {id(remark.finding): remark for remark in group}
            findings = tuple(remark.finding for remark in by_finding.values())
            stay, _ = suppress(findings, self.accepted, on=self.on, path=path)
            if self.baseline is not None:
                stay = self.baseline.new(stay, texts[path], path)
            left += (by_finding[id(finding)] for finding in stay)
        return left


def write_known(file: Path, remarks: Sequence[Remark], sources: Sequence[Source]) -> int:
    """Write findings as those of old copy.

    Args:
        file: The file to write.
        remarks: The findings.
        sources: The files.

    Returns:
        How many findings it holds.

    Raises:
        ConfigError: It cannot be written.
    """
    texts = _texts(sources)
    found = {
        path: (texts[path], [one.finding for one in remarks if one.path == path])
        for path in dict.fromkeys(remark.path for remark in remarks)
    }
    write_baseline(file, found)
    return sum(not remark.finding.incomplete for remark in remarks)


def _texts(sources: Sequence[Source]) -> Mapping[str, str]:
    """Give the text around the words of a finding; fields of an asset are known by their words."""
    return {source.path: "" if source.tree is not None else source.text for source in sources}
