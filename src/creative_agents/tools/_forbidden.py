"""Forbidden: what a brief tells a creator not to say is no copy, and breaks no rule of copy."""

from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from functools import cache
from typing import Final

from creative_agents.domain.channel import Channel
from creative_agents.domain.review import Finding
from creative_agents.policies._makers import forbids
from creative_agents.rules import Ruleset

_OF_WRITING: Final = ("*-typography.*", "*-texting.*", "*-midpoint.*", "en-gb.*", "en-us.*")
"""Rules of how a text is written, whatever it says."""


def without_forbidden(
    findings: Iterable[Finding], fields: Mapping[str, str], channel: Channel, rules: Ruleset
) -> Iterator[Finding]:
    """Leave out what packs find in words that a creator may not say.

    Rules of how a text is written stay, and those that are made for briefs: "do not say that we
    pay you" stands among what is forbidden, and is itself forbidden.

    Args:
        findings: What the packs found.
        fields: The texts that they read, by place.
        channel: Where the texts stand.
        rules: The rules of the packs.
    """
    for one in findings:
        name, start = one.field.partition("[")[0], one.start
        words = start is not None and any(map(str.isalnum, one.quote))
        unsaid = words and forbids(fields.get(one.field, ""), start or 0, name, channel)
        if not unsaid or _is_of_writing(one.rule) or one.rule in _for_briefs(rules):
            yield one


@cache
def _is_of_writing(rule: str) -> bool:
    return any(fnmatchcase(rule, pattern) for pattern in _OF_WRITING)


def _for_briefs(rules: Ruleset) -> frozenset[str]:
    return frozenset(rule.name for rule in rules.rules if rule.definition.applies.channels)
