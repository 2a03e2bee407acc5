"""The built wheel, installed elsewhere, finds all that it needs."""

import json
import subprocess
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import pytest

REPO: Final = Path(__file__).parents[1]
PACKAGE: Final = REPO / "src" / "creative_agents"

LOOK: Final = """
import json
from importlib.resources import files
from pathlib import Path

import creative_agents
from creative_agents import channels
from creative_agents.brands.loader import load_brand
from creative_agents.brands.new import create_brand_folder
from creative_agents.domain.catalogue import Catalogue
from creative_agents.llm.weights_pins import pinned

brands = [create_brand_folder(f"Aurel {name}", ".", language=name) for name in ("en", "fr")]
rooms = [("cli", "words"), ("graphs", "words"), ("delivery", "words"), ("policies", "messages")]
texts = [Catalogue.load(f"creative_agents.{room}", folder) for room, folder in rooms]
print(json.dumps({
    "at": str(Path(creative_agents.__file__).parent),
    "channels": channels.names(),
    "loaded": [channels.load(name).name for name in channels.names()],
    "texts": [len(catalogue.keys()) for catalogue in texts],
    "weights": pinned().sha256,
    "brands": [load_brand(folder).name for folder in brands],
}))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel, once."""
    if find_spec("hatchling") is None:
        pytest.skip("hatchling is not installed, and a test fetches nothing")
    out = tmp_path_factory.mktemp("wheel")
    code = (
        "import sys; from hatchling.builders.wheel import WheelBuilder; "
        "print(*WheelBuilder(sys.argv[1]).build(directory=sys.argv[2], versions=['standard']))"
    )
    subprocess.run([sys.executable, "-c", code, str(REPO), str(out)], check=True)
    (built,) = out.glob("*.whl")
    return built


def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    """Modules, channels, words, templates, pins, `py.typed`; and nothing else of the repository."""
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
    ours = {
        file.relative_to(PACKAGE.parent).as_posix()
        for file in PACKAGE.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }

    assert packed == ours
    assert "creative_agents/py.typed" in packed
    assert {Path(name).suffix for name in packed} >= {".py", ".toml", ".yml", ".md", ".html"}


def test_the_wheel_says_what_it_is(wheel: Path) -> None:
    """The command, the licence and the README travel with it."""
    with zipfile.ZipFile(wheel) as archive:
        texts = {
            Path(name).name: archive.read(name).decode()
            for name in archive.namelist()
            if ".dist-info/" in name
        }

    assert "creative-agents = creative_agents.cli:main" in texts["entry_points.txt"]
    assert "License-Expression: Apache-2.0" in texts["METADATA"]
    assert "Apache License" in texts["LICENSE"]


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Put the wheel where no repository is."""
    target = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    return target


def run(target: Path, folder: Path, *arguments: str) -> Any:
    """Run Python outside the repository, with the installed wheel before anything else."""
    code = f"import sys; sys.path.insert(0, {str(target)!r}); exec(sys.argv[1])"
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
        env={"HOME": str(folder), "PATH": "", "CREATIVE_AGENTS_HOME": str(folder)},
    )
    return done.stdout


def test_the_installed_wheel_finds_its_data(installed: Path, tmp_path: Path) -> None:
    """Channels, both languages of every catalogue, brand templates and pinned weights."""
    found = json.loads(run(installed, tmp_path, LOOK))

    assert found["at"] == str(installed / "creative_agents")
    assert found["loaded"] == found["channels"]
    assert len(found["channels"]) == len(list((PACKAGE / "channels").glob("*.toml")))
    assert min(found["texts"]) > 10
    assert len(bytes.fromhex(found["weights"])) == 32
    assert found["brands"] == ["Aurel en", "Aurel fr"]


def test_the_installed_command_line_works(installed: Path, tmp_path: Path) -> None:
    """`--help` and the list of runs, from the wheel alone."""
    code = "from creative_agents.cli import run; run(['runs', 'list']); run(['--help'])"
    said = run(installed, tmp_path, code)

    assert said.startswith("no run yet; start one: creative-agents run BRIEF --brand DIR")
    assert "Example: creative-agents run" in said
