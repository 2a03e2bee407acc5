import ast
import json
from typing import Any, Final

import pytest
from evals_cases import REPO
from ruamel.yaml import YAML

EXAMPLES: Final = REPO / "examples"
NOTEBOOK: Final = EXAMPLES / "evals.ipynb"


def test_an_agent_of_ones_own_is_evaluated(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Three of four cases pass, under a floor of nine tenths: worse, and the fourth is named."""
    monkeypatch.syspath_prepend(str(EXAMPLES))
    import evaluate_your_own  # noqa: PLC0415 - the path above

    decision = evaluate_your_own.main()

    assert (decision.verdict, decision.exit_code) == ("worse", 1)
    assert decision.passing is not None
    assert decision.passing.rate == 0.75
    assert "rude/1" in capsys.readouterr().out


def cells() -> list[str]:
    """Give the code cells of the notebook."""
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]


def shown(cell: str, names: dict[str, Any]) -> object:
    """Run a cell as a notebook does: the value of its last expression is shown."""
    tree = ast.parse(cell)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), names)
    return None if last is None else eval(ast.unparse(last), names)


def test_the_notebook_runs_from_top_to_bottom(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten lines evaluate; four cases are too few to compare, and it says so."""
    monkeypatch.chdir(EXAMPLES)
    names: dict[str, Any] = {}
    values = [shown(cell, names) for cell in cells()]

    assert values[0] == ("0.250 of the trials pass, and the floor is 0.900",)
    assert values[2] == ("inconclusive", ("4 cases in common with the baseline; 10 are needed",))
    assert values[3] is True
    assert len([line for line in cells()[0].splitlines() if line.strip()]) <= 10


def test_the_notebook_is_committed_without_outputs() -> None:
    """What one machine printed stands in no history."""
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]

    assert not any(cell["outputs"] or cell["execution_count"] for cell in code)


def test_the_example_workflow_is_a_workflow() -> None:
    """Its commands name options that the command line has."""
    held = YAML(typ="safe").load((EXAMPLES / "workflows" / "evals.yml").read_text("utf-8"))
    steps = " ".join(step.get("run", "") for step in held["jobs"]["evals"]["steps"])

    assert "creative-agents eval" in steps
    for option in ("--replay", "--baseline", "--html", "--junit", "--epochs", "--save"):
        assert option in steps
