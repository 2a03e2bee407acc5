"""Register: how a French reader is addressed."""

from typing import Any, Final

import regex

from creative_agents.evals.gold import GoldCase
from creative_agents.evals.score import Score
from creative_agents.evals.scorers._counted import counted
from creative_agents.evals.texts import as_text, folded

_TU: Final = regex.compile(
    r"(?<![\p{L}])(?:tu|te|toi|ton|ta|tes|t')(?![\p{L}])|(?<![\p{L}])t'(?=\p{L})"
)
_VOUS: Final = regex.compile(r"(?<![\p{L}])(?:vous|votre|vos)(?![\p{L}])")


def address(case: GoldCase, output: Any) -> Score:  # noqa: ANN401 - whatever the agent gave
    """Give 1 where the reader is addressed as the case wants, and in no other way.

    Args:
        case: The case; ``address`` is ``tu``, ``vous`` or ``none``.
        output: Copy in French.
    """
    wanted = case.wants.address
    if wanted is None or case.language != "fr":
        return Score.skipped("address", "no form of address is expected")
    text = folded(as_text(output))
    said = {"tu": _TU.findall(text), "vous": _VOUS.findall(text)}
    wrong = [word for form, words in said.items() if form != wanted for word in words]
    return Score.judged(
        "address",
        float(not wrong),
        reason=counted(len(wrong), "word of another form", "words of another form"),
        evidence=wrong,
    )
