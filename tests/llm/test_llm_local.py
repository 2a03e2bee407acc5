import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from creative_agents.errors import MissingExtraError, WeightsError
from creative_agents.llm import local_cpu
from creative_agents.llm.local import create_local_model
from creative_agents.llm.weights import present_weights

REAL = """
import json, urllib.error, urllib.request
from creative_agents.llm.local import create_local_model
from creative_agents.llm.profile import profile_of
from creative_agents.llm.prompt import Prompt
from creative_agents.llm.small import lines_type, numbered
from creative_agents.llm.structured import Request, structured_agent

model = create_local_model()
again = create_local_model()
try:
    urllib.request.urlopen(model.openai_api_base + "/chat/completions", data=b"{}")
    stranger = 200
except urllib.error.HTTPError as error:
    stranger = error.code
sources = ["Un lit au refuge coûte 18 € la nuit.", "Le refuge est ouvert tout l'hiver."]
task = "Un titre pour chaque ligne, 3 à 5 mots." + chr(10)
shot = (
    task + numbered(["Chaque client doit apporter son drap.", "Le dîner est à 18 h 30."]),
    json.dumps({"1": "Apportez juste un drap", "2": "Dîner à 18 h 30"}, ensure_ascii=False),
)
agent = structured_agent(
    model,
    name="writer",
    render=lambda request: Prompt(
        instructions="Vous êtes concepteur-rédacteur. Vous raccourcissez chaque ligne.",
        examples=(shot,),
        task=task + numbered(sources),
    ),
    output=lines_type("fr", 2),
    max_output_tokens=120,
)
lines = agent.invoke(Request(language="fr")).texts()
profile = profile_of(model)
print(json.dumps({
    "lines": lines,
    "stranger": stranger,
    "same": model.openai_api_base == again.openai_api_base,
    "host": model.openai_api_base.split("//")[1].split(":")[0],
    "kind": profile.kind, "draft": profile.draft, "serial": profile.serial,
}))
"""


@pytest.mark.model
@pytest.mark.timeout(600)
def test_the_real_model_writes_in_this_process() -> None:
    """It is loaded once, answers on the loopback to its key only, in French, and is silent."""
    if present_weights() is None:
        pytest.skip("no weights: creative-agents models fetch")
    done = subprocess.run(
        [sys.executable, "-c", REAL], capture_output=True, text=True, check=False, timeout=590
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    said = json.loads(done.stdout)
    lines = said.pop("lines")
    assert said == {
        "stranger": 401,
        "same": True,
        "host": "127.0.0.1",
        "kind": "small",
        "draft": True,
        "serial": True,
    }
    assert len(lines) == 2
    assert all(0 < len(line) <= 160 for line in lines)


def test_damaged_weights_are_one_clear_line(tmp_path: Path) -> None:
    """A file that only starts as weights do is refused by the loader, with a way out."""
    path = tmp_path / "broken.gguf"
    path.write_bytes(b"GGUF" + bytes(2000))
    with pytest.raises(WeightsError, match=r"broken.gguf' cannot be loaded.*models fetch"):
        create_local_model(path)


def test_absent_weights_are_one_clear_line(tmp_path: Path) -> None:
    """A path that leads nowhere is named before anything is loaded."""
    with pytest.raises(WeightsError, match=r"gone.gguf' cannot be read"):
        create_local_model(tmp_path / "gone.gguf")


def test_without_the_extra_the_line_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without xllamacpp the error is the command that installs it."""
    path = tmp_path / "fine.gguf"
    path.write_bytes(b"GGUF" + bytes(2000))
    monkeypatch.setitem(sys.modules, "xllamacpp", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'creative-agents\[local\]'"):
        create_local_model(path)


def test_twin_threads_count_once(tmp_path: Path) -> None:
    """Four logical processors on two cores are two cores."""
    for number, twins in enumerate(["0,2", "1,3", "0,2", "1,3"]):
        folder = tmp_path / f"cpu{number}" / "topology"
        folder.mkdir(parents=True)
        (folder / "thread_siblings_list").write_text(twins + "\n")
    assert local_cpu._cores_of({0, 1, 2, 3}, tmp_path) == 2
    assert local_cpu._cores_of({0, 2}, tmp_path) == 1
    assert local_cpu._cores_of({7}, tmp_path) == 0


@pytest.mark.parametrize(
    ("content", "cores"), [("max 100000", 1024), ("200000 100000", 2), ("50000 100000", 1)]
)
def test_a_container_may_have_less(tmp_path: Path, content: str, cores: int) -> None:
    """The container's quota counts in whole processors, one at least."""
    path = tmp_path / "cpu.max"
    path.write_text(content + "\n")
    assert local_cpu._quota(path) == cores


def test_the_cores_are_at_most_those_of_this_process() -> None:
    """The count lies between one and what the system allows."""
    assert 1 <= local_cpu.physical_cores() <= (os.cpu_count() or 1)


def test_threads_spin_little_only_where_they_are_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The setting is there inside and gone after."""
    for name in ("OMP_WAIT_POLICY", "GOMP_SPINCOUNT"):
        monkeypatch.delenv(name, raising=False)
    with local_cpu.patient_threads():
        assert os.environ["GOMP_SPINCOUNT"] == "1000"
    assert "GOMP_SPINCOUNT" not in os.environ


@pytest.mark.parametrize("name", ["OMP_WAIT_POLICY", "GOMP_SPINCOUNT"])
def test_a_user_s_own_setting_of_threads_stays(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever set either variable knows their machine."""
    for other in ("OMP_WAIT_POLICY", "GOMP_SPINCOUNT"):
        monkeypatch.delenv(other, raising=False)
    monkeypatch.setenv(name, "7")
    before = dict(os.environ)
    with local_cpu.patient_threads():
        assert dict(os.environ) == before
    assert dict(os.environ) == before


def test_nothing_is_loaded_before_a_model_is_made() -> None:
    """Importing the module loads no runtime and starts no thread."""
    script = (
        "import sys, threading; import creative_agents.llm.local; "
        "assert 'xllamacpp' not in sys.modules; assert threading.active_count() == 1"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
