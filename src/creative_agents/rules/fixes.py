"""Write the fixes that a rule proposes and that need no choice."""

from collections.abc import Iterable, Iterator

from creative_agents.domain.review import Finding


def apply_fixes(text: str, findings: Iterable[Finding]) -> str:
    """Write the replacements of findings into a text.

    A finding without a `replacement`, without a place, or whose words are not there any more
    is left to a person, and so is a removal that would cut a word in two. Of two that overlap,
    the first in the text is written; where a word goes, one of its two spaces goes with it.

    Args:
        text: The text that was checked.
        findings: Its findings, of one field.

    Returns:
        The text with the replacements.
    """
    out: list[str] = []
    at = 0
    for start, end, words in sorted(_edits(text, findings)):
        if start >= at:
            out += (text[at:start], words)
            at = end
    return "".join((*out, text[at:]))


def _edits(text: str, findings: Iterable[Finding]) -> Iterator[tuple[int, int, str]]:
    for finding in findings:
        start, end, words = finding.start, finding.end, finding.replacement
        if start is None or end is None or words is None or text[start:end] != finding.quote:
            continue
        if words or start == end:
            yield start, end, words
        elif not (_cuts_word(text, start) or _cuts_word(text, end)):
            alone = text[start - 1 : start] in {"", " ", "\n"} and text[end : end + 1] == " "
            yield start, end + alone, words


def _cuts_word(text: str, at: int) -> bool:
    """Say whether a place is inside a word."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()
