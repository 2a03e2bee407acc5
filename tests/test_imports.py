"""What an import costs, and what it needs."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest

SOURCE: Final = Path(__file__).parents[1] / "src"

MODULES: Final = sorted(
    ".".join(file.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")
    for file in SOURCE.rglob("*.py")
    if file.stem != "__main__"
)

MOST_SECONDS: Final = 0.5
"""What `import creative_agents` may take, in seconds of processor time."""

HEAVY: Final = ("langgraph", "openai", "chromadb", "langchain_core", "pydantic")

MEASURE: Final = f"""
import json, sys, time
start = time.process_time()
import creative_agents
seconds = time.process_time() - start
print(json.dumps([seconds, [name for name in {HEAVY!r} if name in sys.modules]]))
"""

IMPORT_ALL: Final = """
import importlib, json, socket, sys, warnings

def refuse(*address, **options):
    raise AssertionError(f"an import reached for the network: {address}")

socket.socket.connect = refuse
socket.getaddrinfo = refuse
warnings.simplefilter("error", ResourceWarning)
failed = {}
for name in json.loads(sys.argv[1]):
    try:
        importlib.import_module(name)
    except Exception as error:
        failed[name] = repr(error)
print(json.dumps(failed))
"""


def run(code: str, *arguments: str, env: dict[str, str] | None = None) -> Any:
    """Run some code in a fresh interpreter and give what it prints last."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=env,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def test_importing_the_package_is_quick_and_loads_no_framework() -> None:
    """Best of three fresh interpreters."""
    measured = [run(MEASURE) for _ in range(3)]

    assert min(seconds for seconds, _ in measured) < MOST_SECONDS
    assert measured[0][1] == []


def test_every_module_can_be_imported_without_network_and_environment(tmp_path: Path) -> None:
    """Nothing happens at import but definitions: no connection, no key, no home."""
    env = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
        "HOME": str(tmp_path / "no home"),
    }
    assert run(IMPORT_ALL, json.dumps(MODULES), env=env) == {}
    assert list(tmp_path.iterdir()) == []


def test_the_modules_are_found() -> None:
    """The list above is not empty by mistake."""
    assert "creative_agents.cli.app" in MODULES
    assert len(MODULES) > 100


@pytest.mark.parametrize("name", ["domain.brief", "approvals.book", "policies", "brands.loader"])
def test_a_light_room_stays_light(name: str) -> None:
    """Nouns, rules, the book and the brand folder know no framework."""
    code = f"import creative_agents.{name}, sys, json; print(json.dumps(sorted(sys.modules)))"
    loaded = set(run(code))

    assert loaded.isdisjoint({"langgraph", "langchain_core", "openai", "chromadb", "aiohttp"})
