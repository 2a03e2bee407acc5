from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

GOLD = """\
defaults: {agent: mine, language: en, brand: b, provenance: x, licence: MIT, labelled_by: model}
cases:
- {id: good, why: w, input: {n: 1}, expected: {}}
- {id: bad, why: w, input: {n: 2}, expected: {}}
"""

TEST = """
import pytest

@pytest.mark.gold("gold.yml"{which})
def test_agent(case):
    assert case.input["n"] == 1
"""


def ran(pytester: pytest.Pytester, which: str) -> pytest.RunResult:
    """Run a marked test in a project of its own."""
    (pytester.path / "gold.yml").write_text(GOLD, encoding="utf-8")
    pytester.makepyfile(test_it=TEST.replace("{which}", which))
    return pytester.runpytest("-p", "creative_agents.evals.pytest_plugin", "--strict-markers")


def test_a_marked_test_runs_once_for_each_case(pytester: pytest.Pytester) -> None:
    """Each under its case's id."""
    found = ran(pytester, "")

    found.assert_outcomes(passed=1, failed=1)
    found.stdout.fnmatch_lines(["*test_agent[[]bad]*"])


def test_a_marker_without_cases_is_an_error(pytester: pytest.Pytester, tmp_path: Path) -> None:
    """A typing mistake in a tag must not pass as nothing to test."""
    del tmp_path
    found = ran(pytester, ', tag="nowhere"')

    found.assert_outcomes(errors=1)
    found.stdout.fnmatch_lines(["*no gold case in gold.yml with*nowhere*"])
