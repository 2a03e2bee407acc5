"""JSON: the whole run and the decision, for other programs."""

import json as writer

from creative_agents.evals.gate import Decision
from creative_agents.evals.trial import RunResult


def json(result: RunResult, decision: Decision) -> str:
    """Write a run and its decision as one JSON object: ``decision``, ``run``.

    Args:
        result: The run.
        decision: What the gate says.
    """
    held = {
        "decision": {**decision.model_dump(mode="json"), "exit_code": decision.exit_code},
        "run": result.model_dump(mode="json"),
    }
    return writer.dumps(held, ensure_ascii=False, indent=1) + "\n"
