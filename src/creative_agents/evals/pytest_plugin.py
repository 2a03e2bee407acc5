"""For pytest: ``@pytest.mark.gold("evals/gold/copywriter", split="dev")`` runs a test a case.

The test takes ``case``. Switch it on with ``-p creative_agents.evals.pytest_plugin``, or in a
``conftest.py``::

    pytest_plugins = ["creative_agents.evals.pytest_plugin"]
"""

from collections.abc import Mapping
from typing import Any

import pytest

from creative_agents.errors import InputError
from creative_agents.evals.gold import GoldSet

MARKER = "gold(*paths, agent=, split=, language=, tag=): run the test once for each gold case"


def pytest_configure(config: pytest.Config) -> None:
    """Declare the marker."""
    config.addinivalue_line("markers", MARKER)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give a marked test its cases.

    Raises:
        pytest.UsageError: The cases cannot be read, or none is left.
    """
    marker = metafunc.definition.get_closest_marker("gold")
    if marker is None or "case" not in metafunc.fixturenames:
        return
    cases = _cases(marker.args, marker.kwargs)
    metafunc.parametrize("case", list(cases), ids=[case.id for case in cases])


def _cases(paths: tuple[Any, ...], which: Mapping[str, Any]) -> GoldSet:
    try:
        cases = GoldSet.load(*paths).of(**which)
    except InputError as error:
        raise pytest.UsageError(str(error)) from error
    if not len(cases):
        raise pytest.UsageError(f"no gold case in {', '.join(map(str, paths))} with {which}")
    return cases
