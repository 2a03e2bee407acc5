"""Gates scored: did the graph ask when it should, well enough, and obey the answer?"""

from collections.abc import Iterable, Sequence
from typing import Final

from creative_agents.domain.base import Model
from creative_agents.evals.expected import ExpectedGate
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.texts import as_text, says
from creative_agents.evals.trace import AskedGate, CampaignTrace


class GateReport(Model):
    """How a graph's gates did over a set of cases; a share is absent where nothing was asked."""

    recall: float | None
    """Of the gates that should ask, the share that did."""
    precision: float | None
    """Of the gates that asked, the share that should have."""
    enough: float | None
    """Of the questions put, the share that showed what the decision needs."""
    right_state: float | None
    """Of the answers given, the share that led where it should."""
    unapproved: int
    """Pieces that were handed over unapproved: anything but 0 is a fault of the graph."""
    cases: int
    """How many cases were read."""


DECIDED: Final = {"brief": "challenge", "strategy": "strategy", "copy": "variants"}
"""The key of a question's subject that holds what is decided, by gate."""


def missed_gates(case: GoldCase, trace: CampaignTrace) -> tuple[str, ...]:
    """Give the gates that should have asked and did not."""
    put = {asked.gate for asked in trace.asked}
    return tuple(one.gate for one in case.wants.gates if one.asks and one.gate not in put)


def needless_gates(case: GoldCase, trace: CampaignTrace) -> tuple[str, ...]:
    """Give the gates that asked and should not have: told not to, or answered already."""
    silent = {one.gate for one in case.wants.gates if not one.asks}
    needless, settled = [], set[str]()
    for asked in trace.asked:
        if asked.gate in silent | settled:
            needless.append(asked.gate)
        if _settles(asked):
            settled.add(asked.gate)
    return tuple(dict.fromkeys(needless))


def _settles(asked: AskedGate) -> bool:
    """Tell whether everything was approved, so that the same gate has nothing left to ask."""
    answer = asked.answer
    return answer.default == "approve" and not answer.decisions and not asked.refused


def with_reasons(case: GoldCase, gates: Iterable[str]) -> tuple[str, ...]:
    """Give gates with why the case says what it says of them, as ``gate: why``."""
    why = {one.gate: one.why for one in case.wants.gates}
    return tuple(f"{gate}: {why[gate]}" if why.get(gate) else gate for gate in gates)


def not_enough(case: GoldCase, trace: CampaignTrace) -> tuple[str, ...]:
    """Give what a question should have shown and did not, as ``gate: words``.

    What is decided must be there whatever the case says: at the gate of the copy, the pieces.
    """
    wanted = {one.gate: one.shows for one in case.wants.gates}
    blind = (
        f"{asked.gate}: {DECIDED[asked.gate]}"
        for asked in trace.asked
        if asked.gate in DECIDED and not asked.subject.get(DECIDED[asked.gate])
    )
    return tuple(blind) + tuple(
        f"{asked.gate}: {words}"
        for asked in trace.asked
        for words in wanted.get(asked.gate, ())
        if says(as_text({"title": asked.title, "subject": asked.subject}), [words]) is None
    )


def wrong_states(case: GoldCase, trace: CampaignTrace) -> tuple[str, ...]:
    """Give the answers that led elsewhere, as ``gate: where, not where``; the last one counts."""
    led = {asked.gate: asked.then for asked in trace.asked}
    return tuple(
        f"{one.gate}: {led[one.gate]}, not {one.then}"
        for one in case.wants.gates
        if one.then and one.gate in led and led[one.gate] != one.then
    )


def gate_report(runs: Iterable[tuple[GoldCase, CampaignTrace]]) -> GateReport:
    """Sum the gates of many campaigns up.

    Args:
        runs: Each case with what its campaign did.
    """
    known = list(runs)
    should = sum(one.asks for case, _ in known for one in case.wants.gates)
    missed = sum(len(missed_gates(case, trace)) for case, trace in known)
    needless = sum(len(needless_gates(case, trace)) for case, trace in known)
    put = should - missed
    shown = sum(len(one.shows) for case, trace in known for one in _put(case, trace))
    poor = sum(len(not_enough(case, trace)) for case, trace in known)
    led = sum(bool(one.then) for case, trace in known for one in _put(case, trace))
    wrong = sum(len(wrong_states(case, trace)) for case, trace in known)
    return GateReport(
        recall=_share(put, should),
        precision=_share(put, put + needless),
        enough=_share(shown - poor, shown),
        right_state=_share(led - wrong, led),
        unapproved=sum(len(trace.unapproved) for _, trace in known),
        cases=len(known),
    )


def _put(case: GoldCase, trace: CampaignTrace) -> Sequence[ExpectedGate]:
    put = {asked.gate for asked in trace.asked}
    return [one for one in case.wants.gates if one.gate in put]


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
