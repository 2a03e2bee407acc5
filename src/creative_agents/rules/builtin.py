"""The rules that Vale carries itself, under the name ``Vale``."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from creative_agents.rules.keys import Keys
from creative_agents.rules.kinds import Setup
from creative_agents.rules.loading import build_rule
from creative_agents.rules.rule import Rule

_PHRASE: Final = re.compile(r"(?:[^\W_]|[ -])+\Z")


def builtin_rules(
    setup: Setup, accepted: Sequence[str], rejected: Sequence[str], notices: list[str]
) -> Iterator[Rule]:
    """Make ``Vale.Repetition``, ``Vale.Terms`` and ``Vale.Avoid``.

    Args:
        setup: What the configuration says of every rule.
        accepted: Accepted words of the vocabularies.
        rejected: Rejected words of the vocabularies.
        notices: ``Vale.Spelling``, which needs a dictionary, is told here.
    """
    notices.append("Vale.Spelling: the rule is left out, for spelling is not supported")
    yield _made("Repetition", setup, _repetition())
    swap = {term.lower(): term for term in accepted if _PHRASE.match(term)}
    if swap:
        yield _made("Terms", setup, _terms(swap))
    if rejected:
        yield _made("Avoid", setup, _avoid(rejected))


def _made(name: str, setup: Setup, keys: dict[str, object]) -> Rule:
    return build_rule(f"Vale.{name}", Keys({"level": "error", **keys}), setup, [])


def _repetition() -> dict[str, object]:
    return {
        "extends": "repetition",
        "message": "'%s' is repeated!",
        "alpha": "true",
        "action": {"name": "edit", "params": ["truncate", " "]},
        "tokens": [r"[^\s]+"],
    }


def _terms(swap: dict[str, str]) -> dict[str, object]:
    return {
        "extends": "substitution",
        "message": "Use '%s' instead of '%s'.",
        "ignorecase": "true",
        "vocab": "false",
        "swap": dict(swap),
    }


def _avoid(rejected: Sequence[str]) -> dict[str, object]:
    return {"extends": "existence", "message": "Avoid using '%s'.", "tokens": list(rejected)}
