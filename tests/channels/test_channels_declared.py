import subprocess
import sys
from pathlib import Path

import pytest

from creative_agents.channels import GROUP, load, names
from creative_agents.errors import ConfigError

POSTER = """
platform = "owned"
media = "owned"
stages = ["aware"]
source = "https://www.example.com/spec"
checked = 2026-11-22
label = { en = "Poster", fr = "Affiche" }
role = { en = "Is seen.", fr = "Se voit." }
format = { fields = [] }
"""


def _declare(site: Path, package: str) -> None:
    info = site / "outdoor-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: outdoor\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[{GROUP}]\noutdoor = {package}\n")


def test_another_package_brings_a_channel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installed package that declares TOML files is found by entry point."""
    _declare(tmp_path, "outdoor_channels")
    (tmp_path / "outdoor_channels").mkdir()
    (tmp_path / "outdoor_channels" / "__init__.py").touch()
    (tmp_path / "outdoor_channels" / "poster.toml").write_text(POSTER)
    monkeypatch.syspath_prepend(str(tmp_path))
    assert "poster" in names()
    assert load("poster").label.fr == "Affiche"


def test_a_declared_package_that_is_absent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry point to nowhere is told with what to install or remove."""
    _declare(tmp_path, "nowhere_channels")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(ConfigError, match=r"'nowhere_channels', which is not installed; .*outdoor"):
        names()


def test_channels_load_no_framework() -> None:
    """Reading the channels imports no langchain, langgraph, chromadb or openai."""
    code = (
        "import sys; from creative_agents import channels as c; [c.load(n) for n in c.names()]; "
        "print([m for m in sys.modules if m.split('.')[0] in "
        "{'langchain_core', 'langgraph', 'chromadb', 'openai', 'httpx'}])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
