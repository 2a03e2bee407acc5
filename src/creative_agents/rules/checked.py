"""What a check of a text gives."""

from dataclasses import dataclass

from creative_agents.domain.review import Finding


@dataclass(frozen=True, slots=True)
class Checked:
    """The findings of a check."""

    findings: tuple[Finding, ...] = ()
    """What the rules remark, in the order of the text."""
    suppressed: tuple[Finding, ...] = ()
    """What a person accepted inside the text, with a reason and a day."""

    @property
    def incomplete(self) -> bool:
        """Whether a rule could not finish, so that nothing may call the text clean."""
        return any(finding.incomplete for finding in self.findings)
