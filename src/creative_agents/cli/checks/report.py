"""What a check has to tell."""

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from creative_agents.domain.base import Language
from creative_agents.domain.catalogue import Catalogue
from creative_agents.domain.review import Finding, Level
from creative_agents.errors import EXIT_DONE, EXIT_INPUT, EXIT_REFUSED, EXIT_STOPPED

if TYPE_CHECKING:
    from creative_agents.tools.score import Score

LEVELS: Final[tuple[Level, ...]] = ("suggestion", "warning", "error")
"""Levels, the least grave first."""


@dataclass(frozen=True)
class Remark:
    """One finding in its file."""

    path: str
    """The file."""
    finding: Finding
    """What was found; its span is in code points of the field, or of the file."""
    line: int = 1
    """Its first line in the file, from 1."""
    column: int = 1
    """Its first column, in code points, from 1."""
    end_line: int = 1
    """Its last line."""
    end_column: int = 1
    """The column after its last sign; that of its first sign where it has no span."""
    shown: str = ""
    """The line of the file in which it begins."""
    span: tuple[int, int] | None = None
    """Its span in the file, in code points; absent where it has none."""
    place: str = ""
    """What a marketer calls the place in a piece; empty in a text."""
    language: Language | None = None
    """Language of the finding; absent: that of the report."""


@dataclass(frozen=True)
class Report:
    """What a check has to tell."""

    remarks: tuple[Remark, ...] = ()
    """The findings, by file and place."""
    notices: tuple[str, ...] = ()
    """What was not checked or not understood."""
    refused: tuple[str, ...] = ()
    """One line for each file that could not be read."""
    files: int = 0
    """Files that were checked."""
    known: int = 0
    """Findings that the baseline holds, and that are not told again."""
    fixed: tuple[tuple[str, int], ...] = ()
    """Files that were written, with how many fixes each."""
    language: Language = "en"
    """Language of what is told."""
    score: "Score | None" = None
    """The score, where it was asked for."""

    @property
    def incomplete(self) -> bool:
        """Whether a rule could not finish."""
        return any(remark.finding.incomplete for remark in self.remarks)

    @property
    def counts(self) -> dict[str, int]:
        """How many findings at each level, and how many files."""
        count = Counter(remark.finding.level for remark in self.remarks)
        return {
            **{level: count[level] for level in reversed(LEVELS)},
            "files": self.files,
            "known": self.known,
        }

    def say(self, key: str, **values: object) -> str:
        """Give a text in the language of the report."""
        return _words().say(self.language, key, **values)

    def say_of(self, remark: Remark, key: str) -> str:
        """Give a text beside a finding, in the language of that finding."""
        return _words().say(remark.language or self.language, key)

    @property
    def summary(self) -> str:
        """How many findings at each level, in words."""
        words, counts = _words(), self.counts
        said = {
            level: words.count(self.language, f"counted.{level}", counts[level]) for level in LEVELS
        }
        return self.say("summary", **said, files=self.files)

    @property
    def not_again(self) -> str:
        """How many findings a baseline holds."""
        return _words().count(self.language, "known", self.known)

    def exit_code(self, fail_on: Level) -> int:
        """Give the status with which the check ends.

        Args:
            fail_on: The least level that makes it end with 1.
        """
        if self.incomplete:
            return EXIT_STOPPED
        if self.refused:
            return EXIT_INPUT
        least = LEVELS.index(fail_on)
        failed = any(LEVELS.index(remark.finding.level) >= least for remark in self.remarks)
        return EXIT_REFUSED if failed else EXIT_DONE


def _words() -> Catalogue:
    return Catalogue.load("creative_agents.cli.checks", "words")
