"""Evaluate an agent of your own, on gold cases of your own.

Any Runnable does, and any function, async or not, that takes a case's ``input``::

    python examples/evaluate_your_own.py
"""

from pathlib import Path
from typing import Any

from creative_agents.evals.gate import Decision, decide
from creative_agents.evals.gold import GoldCase, GoldSet
from creative_agents.evals.reporters.terminal import terminal
from creative_agents.evals.run import evaluate
from creative_agents.evals.score import Score, Scorer

HERE = Path(__file__).parent

ANSWERS = {
    "cost": "The winter service costs £45, and you ride home the same day.",
    "open": "Yes, we are open on Saturday, from nine in the morning until one.",
    "ouverts": "Oui, nous vous accueillons le samedi, de neuf heures à treize heures.",
}


async def reply(given: dict[str, Any]) -> str:
    """Answer a mail; put your own agent here."""
    mail = given["mail"].lower()
    return next((text for word, text in ANSWERS.items() if word in mail), "Please tell me more.")


def short(case: GoldCase, output: str) -> Score:
    """Score: a reply of at most 40 words."""
    del case
    words = len(output.split())
    return Score.judged("short", min(1.0, 40 / max(words, 1)), reason=f"{words} words")


def main() -> Decision:
    """Run the cases, decide, and tell.

    Returns:
        What the gate says: three of the four cases pass, which is under the floor.
    """
    cases = GoldSet.load(HERE / "evals" / "replies.yml")
    scorers: list[Scorer | str] = [
        "must_say",
        "must_not_say",
        "invention",
        "language",
        "address",
        short,
    ]
    result = evaluate(reply, cases, scorers, suite="replies")
    decision = decide(result, fail_under=0.9)
    print(terminal(result, decision))
    return decision


if __name__ == "__main__":
    raise SystemExit(main().exit_code)
