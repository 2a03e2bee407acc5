"""JUnit XML: a test suite a scorer, a test case a trial; an error is no failure."""

import re
from typing import Final
from xml.etree import ElementTree as ET

from creative_agents.evals.gate import Decision
from creative_agents.evals.reporters._told import text_of
from creative_agents.evals.score import Score
from creative_agents.evals.trial import RunResult, Trial

_FORBIDDEN: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(result: RunResult, decision: Decision) -> str:
    """Write a run as JUnit XML.

    A score that does not pass is a ``failure``, what could not be scored an ``error``, what a case
    does not ask for ``skipped``. The decision is a test case of its own.

    Args:
        result: The run.
        decision: What the gate says.
    """
    root = ET.Element("testsuites", name=result.suite)
    root.append(_gate(result, decision))
    for name in result.scorers:
        if result.gates(name):
            root.append(_scorer(name, result))
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _gate(result: RunResult, decision: Decision) -> ET.Element:
    suite = ET.Element("testsuite", name="gate", tests="1", failures="0", errors="0")
    case = ET.SubElement(suite, "testcase", name=result.suite, classname="gate")
    said = _clean("\n".join(decision.reasons))
    if decision.verdict in {"worse", "inconclusive"}:
        suite.set("failures", "1")
        ET.SubElement(case, "failure", message=decision.verdict).text = said
    elif decision.verdict == "infrastructure":
        suite.set("errors", "1")
        ET.SubElement(case, "error", message=decision.verdict).text = said
    return suite


def _scorer(name: str, result: RunResult) -> ET.Element:
    suite = ET.Element("testsuite", name=name)
    counts = {"tests": 0, "failures": 0, "errors": 0, "skipped": 0}
    for trial in result.trials:
        counts["tests"] += 1
        case = ET.SubElement(
            suite,
            "testcase",
            name=_clean(f"{trial.case}[{trial.epoch}]"),
            classname=f"{result.suite}.{name}",
            time=f"{trial.seconds:.3f}",
        )
        kind = _told(case, trial, trial.score(name))
        if kind:
            counts[kind] += 1
    for key, count in counts.items():
        suite.set(key, str(count))
    return suite


def _told(case: ET.Element, trial: Trial, score: Score | None) -> str:
    if trial.status == "failed" or (score is not None and score.status == "failed"):
        message = trial.error or (score.reason if score else "")
        ET.SubElement(case, "error", message=_clean(message))
        return "errors"
    if score is None or score.status == "skipped":
        ET.SubElement(case, "skipped", message=_clean(score.reason if score else ""))
        return "skipped"
    if score.passed is False:
        failure = ET.SubElement(case, "failure", message=_clean(score.reason))
        failure.text = _clean("\n".join((*score.evidence, "", text_of(trial.output))))
        return "failures"
    return ""


def _clean(text: str) -> str:
    """Leave out what XML cannot hold."""
    return _FORBIDDEN.sub("", text)
