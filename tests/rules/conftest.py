from collections.abc import Callable
from pathlib import Path

import pytest

from creative_agents.rules import Bounds, Ruleset, load_packs

MakeRules = Callable[..., Ruleset]


@pytest.fixture
def make_rules(tmp_path: Path) -> MakeRules:
    """Load a pack ``Pack`` whose rules are given as YAML, by name."""

    def make(*, bounds: Bounds | None = None, **files: str) -> Ruleset:
        folder = tmp_path / "Pack"
        folder.mkdir(exist_ok=True)
        for name, text in files.items():
            (folder / f"{name}.yml").write_text(text, encoding="utf-8")
        return load_packs((folder,), bounds=bounds)

    return make
