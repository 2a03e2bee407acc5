"""Can the suite tell? Planted degradations must be called worse, harmless edits must not.

Run on labelled recordings: sound answers put together from the gold cases (`_reference.py`), for
the guardian with the real rules, for campaigns with the real graph and a scripted model. No
network, no weights.

    python benchmarks/degradations.py [--agent NAME] [--markdown FILE] [--verbose]
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import _reference
from _planted import DEGRADED, HARMLESS, Output, Planted
from langchain_core.runnables import Runnable, RunnableLambda

from creative_agents.agents.brief_challenger import ChallengeRequest
from creative_agents.domain.brief import Challenge, Question
from creative_agents.evals.agents import OURS
from creative_agents.evals.campaigns import campaign_answer
from creative_agents.evals.gate import Decision, decide
from creative_agents.evals.gold import GoldCase, GoldSet
from creative_agents.evals.run import evaluate
from creative_agents.evals.subject import Subject
from creative_agents.evals.suite import load_suite
from creative_agents.evals.trial import RunResult
from creative_agents.llm.background import run_sync
from creative_agents.testing.department import department_answers
from creative_agents.testing.scripted_model import ScriptedChatModel

SUITES = _reference.GOLD.parent / "suites"


def main(arguments: Sequence[str]) -> int:
    """Run every change; end with 0 where all are caught and no alarm is false."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--agent", choices=OURS)
    parser.add_argument("--markdown", type=Path, help="write the table")
    parser.add_argument("--verbose", action="store_true", help="tell why")
    options = parser.parse_args(arguments)
    rows: list[tuple[Planted, str, Decision]] = []
    for agent in [options.agent] if options.agent else OURS:
        rows.extend(_tried(agent, verbose=options.verbose))
    if options.markdown:
        options.markdown.write_text("\n".join(_table(rows)) + "\n", encoding="utf-8")
    caught = [one for one in rows if one[1] == "degraded" and one[2].verdict == "worse"]
    false = [one for one in rows if one[1] == "harmless" and one[2].verdict == "worse"]
    planted = sum(kind == "degraded" for _, kind, _ in rows)
    edits = len(rows) - planted
    print(f"caught {len(caught)} of {planted}, false alarms {len(false)} of {edits}")
    return int(len(caught) < planted or bool(false))


def _tried(agent: str, *, verbose: bool) -> Iterator[tuple[Planted, str, Decision]]:
    cases = _cases(agent)
    sound = {case.id: _sound(case) for case in cases}
    baseline = _scored("sound", cases, sound)
    for kind, several in (("degraded", DEGRADED), ("harmless", HARMLESS)):
        for planted in several:
            if planted.agent == agent:
                outputs = {case.id: planted.change(case, sound[case.id]) for case in cases}
                decision = decide(_scored(planted.name, cases, outputs), baseline)
                why = _why(decision)
                print(
                    f"{agent:20} {kind:9} {decision.verdict:13} {planted.name}: {why}", flush=True
                )
                if verbose:
                    print("\n".join(f"    {reason}" for reason in decision.reasons))
                yield planted, kind, decision


def _cases(agent: str) -> GoldSet:
    cases = load_suite(SUITES / f"{agent}.toml").cases()
    if agent == "brand_guardian":
        return GoldSet((*cases, *_reference.guardian_cases()))
    return cases


def _sound(case: GoldCase) -> Output:
    if case.agent != "campaign":
        return _reference.ANSWERS[case.agent](case)

    def challenge(request: ChallengeRequest) -> Challenge:
        return _challenged(case, request)

    agents: dict[str, Runnable[Any, Any]] = {"brief_challenger": RunnableLambda(challenge)}
    model = ScriptedChatModel(answers=department_answers(1))
    return run_sync(campaign_answer(model, agents)(case))


def _challenged(case: GoldCase, request: ChallengeRequest) -> Challenge:
    """Ask at the brief gate where the case wants it asked, with what the question must show."""
    wanted = next((one for one in case.wants.gates if one.gate == "brief" and one.asks), None)
    questions: tuple[Question, ...] = ()
    if wanted is not None:
        text = " ".join(wanted.shows) or "…"
        questions = (Question(id="q", question=text, why=text, assumption=text, blocking=True),)
    return Challenge(restated=request.brief.objective, questions=questions)


def _scored(name: str, cases: GoldSet, outputs: dict[str, Output]) -> RunResult:
    async def answer(case: GoldCase) -> Output:
        return outputs[case.id]

    return evaluate(Subject(name=name, answer=answer), cases)


def _why(decision: Decision) -> str:
    found = [one for one in decision.comparisons if one.finding == decision.verdict]
    told = [
        f"{one.name} {one.before:.2f} to {one.after:.2f} (n {one.n}, p {one.p_adjusted:.3g})"
        for one in found
    ]
    return "; ".join(told) or decision.reasons[0]


def _table(rows: Sequence[tuple[Planted, str, Decision]]) -> Iterator[str]:
    yield "| agent | change | kind | verdict | why |"
    yield "|---|---|---|---|---|"
    for planted, kind, decision in rows:
        why = "nothing is worse" if decision.verdict == "pass" else _why(decision).split("; ")[0]
        cells = (planted.agent, planted.name, kind, decision.verdict, why)
        yield f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
