"""Switches inside a text: comments that turn rules off and on.

``<!-- vale off -->`` and ``<!-- vale on -->`` concern every rule, ``<!-- vale Pack.Rule = NO
-->`` one of them, and ``<!-- vale Pack = NO -->`` those of a pack. ``creative-agents`` may
stand in the place of ``vale``. A switch holds from its comment on.
"""

import re
from collections.abc import Iterable
from typing import Final

from creative_agents.domain.review import Finding

_SWITCH: Final = re.compile(
    r"(?:vale|creative-agents)\s+(?:(off|on)|([\w.-]+)\s*=\s*(YES|NO))\s*\Z"
)


class Switches:
    """The switches of one text."""

    def __init__(self, comments: Iterable[tuple[int, str]]) -> None:
        """Read the comments of a text.

        Args:
            comments: For each, the code point at which it begins, and what it says.
        """
        self._changes: list[tuple[int, str, bool]] = []
        for at, text in sorted(comments):
            if found := _SWITCH.match(text):
                self._changes.append((at, found[2] or "", found[1] == "off" or found[3] == "NO"))

    def off(self, finding: Finding) -> bool:
        """Say whether a finding's rule was off where it stands."""
        here = finding.start or 0
        state = {name: off for at, name, off in self._changes if at <= here}
        pack = finding.rule.partition(".")[0]
        return state.get("", False) or state.get(finding.rule, state.get(pack, False))
