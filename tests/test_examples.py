"""The examples, the gallery and the pictures: they run, and what is committed is up to date."""

import json
from importlib import import_module, util
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from creative_agents.domain.base import slugify
from creative_agents.testing.department import department_answers
from creative_agents.testing.scripted_model import ScriptedChatModel
from creative_agents.testing.server import FakeOpenAIServer

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
NOTEBOOK = EXAMPLES / "campaign.ipynb"
RUN_HERE = {"one_agent", "campaign_in_ten_lines", "own_graph", "another_provider"}
RUN_WITH_EVALS = {"evaluate_your_own"}


def imported(file: Path) -> ModuleType:
    """Import a script that is on no path."""
    spec = util.spec_from_file_location(f"script_{slugify(str(file))}", file)
    assert spec is not None
    assert spec.loader is not None
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def examples(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let examples import each other, as they do when one is run as a script."""
    monkeypatch.syspath_prepend(str(EXAMPLES))


@pytest.fixture
def model() -> ScriptedChatModel:
    """A model whose made-up answers our agents accept."""
    return ScriptedChatModel(answers=department_answers())


def test_every_example_is_run_by_a_test() -> None:
    """A new example does not stay untested."""
    assert {file.stem for file in EXAMPLES.glob("*.py")} == RUN_HERE | RUN_WITH_EVALS


@pytest.mark.usefixtures("examples")
def test_one_agent_writes_one_mail(
    model: ScriptedChatModel, capsys: pytest.CaptureFixture[str]
) -> None:
    """A copywriter needs no campaign around it, and one call."""
    mail = import_module("one_agent").main(model)

    assert mail.id == "email/1"
    assert "subject[1]: " in capsys.readouterr().out
    assert len(model.requests) == 1


@pytest.mark.usefixtures("examples")
def test_the_campaign_in_ten_lines_delivers_a_folder(
    model: ScriptedChatModel, tmp_path: Path
) -> None:
    """Two answers lead from a brief to a deck."""
    folder = import_module("campaign_in_ten_lines").main(model, tmp_path)

    assert (folder / "campaign.html").is_file()
    assert (folder / "copy_deck.xlsx").is_file()


@pytest.mark.usefixtures("examples")
def test_a_graph_of_ones_own_writes_again_what_was_sent_back(model: ScriptedChatModel) -> None:
    """The gate of the library works in another graph, and the note reaches the copywriter."""
    mail = import_module("own_graph").main(model)

    assert mail.round == 2
    assert "Warmer." in model.requests[1].prompt


@pytest.mark.usefixtures("examples")
def test_another_provider_needs_one_method() -> None:
    """A chat model without structured answers is asked with the schema in its prompt."""
    prompts: list[str] = []
    said = {
        "understood": "They pay for lamps.",
        "recalled_brand": "",
        "barrier": "",
        "question": "",
        "jarring": "",
        "next_action": "ignore",
        "outside": "",
    }

    def ask(prompt: str) -> str:
        prompts.append(prompt)
        return json.dumps(said)

    example = import_module("another_provider")
    reaction = example.main(example.InHouseModel(ask=ask))

    assert reaction.understood == "They pay for lamps."
    assert "one JSON object of this JSON schema" in prompts[0]


def cells() -> list[str]:
    """Give the code cells of the notebook."""
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]


def last_value(cell: str, names: dict[str, Any]) -> object:
    """Run a cell as a notebook does: what its last line gives is shown."""
    *lines, last = cell.splitlines()
    try:
        compile(last, "cell", "eval")
    except SyntaxError:
        exec(compile(cell, "cell", "exec"), names)
        return None
    exec(compile("\n".join(lines), "cell", "exec"), names)
    return eval(last, names)


def test_the_notebook_shows_tables_and_charts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its cells run from top to bottom, and four of them show themselves."""
    monkeypatch.chdir(EXAMPLES)
    names: dict[str, Any] = {}
    with FakeOpenAIServer() as server:
        monkeypatch.setenv("CREATIVE_AGENTS_MODEL", "openai:fake")
        monkeypatch.setenv("CREATIVE_AGENTS_BASE_URL", server.base_url)
        values = [last_value(cell, names) for cell in cells()]

    shown = [value._repr_html_() for value in values if hasattr(value, "_repr_html_")]
    assert len(shown) == 4
    assert all(html.startswith(("<table>", "<p>")) for html in shown)
    assert ("meta_feed/2",) in values


def test_the_notebook_runs_in_jupyter(monkeypatch: pytest.MonkeyPatch) -> None:
    """A real kernel runs it, where the extra `notebook` is installed."""
    pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    nbformat, nbclient = import_module("nbformat"), import_module("nbclient")
    with FakeOpenAIServer() as server:
        monkeypatch.setenv("CREATIVE_AGENTS_MODEL", "openai:fake")
        monkeypatch.setenv("CREATIVE_AGENTS_BASE_URL", server.base_url)
        notebook = nbformat.read(NOTEBOOK, as_version=4)
        nbclient.NotebookClient(
            notebook, timeout=60, resources={"metadata": {"path": str(EXAMPLES)}}
        ).execute()

    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    assert sum("text/html" in output.get("data", {}) for output in outputs) == 4


def test_the_notebook_is_committed_without_outputs() -> None:
    """What one machine printed stands in no history."""
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]

    assert not any(cell["outputs"] or cell["execution_count"] for cell in code)


@pytest.mark.parametrize("deck", ["larkwick", "kermorvel"])
def test_a_deck_of_the_gallery_is_up_to_date(deck: str) -> None:
    """Built anew from the answers, it is what is committed, and every answer is used."""
    files, by_hand = imported(EXAMPLES / "gallery" / "build.py").build(deck)
    committed = {
        name: (EXAMPLES / "gallery" / deck / name).read_text(encoding="utf-8") for name in files
    }

    assert by_hand.unused == ()
    assert committed == files, "rebuild the gallery: python examples/gallery/build.py"


@pytest.mark.parametrize("deck", ["larkwick", "kermorvel"])
def test_the_copy_of_the_gallery_passes_every_rule(deck: str) -> None:
    """A strong writer's copy is delivered whole, one piece of it in its second round."""
    gallery = imported(EXAMPLES / "gallery" / "build.py")
    answers = gallery.answers_of(deck)
    campaign, _, _ = gallery.run(answers)

    assert campaign.set_aside == ()
    assert all(review.passes for review in campaign.reviews)
    assert {piece.id: piece.round for piece in campaign.deck.variants if piece.round > 1} == {
        "meta_feed/2": 2
    }
    assert campaign.models == (answers["answered_by"],)


@pytest.mark.parametrize(
    ("deck", "label"), [("larkwick", "written by hand"), ("kermorvel", "écrite à la main")]
)
def test_a_deck_of_the_gallery_says_that_no_model_wrote_it(deck: str, label: str) -> None:
    """Nobody takes it for what a model gave."""
    folder = EXAMPLES / "gallery" / deck
    for name in ("campaign.html", "campaign.md"):
        assert label in (folder / name).read_text(encoding="utf-8")[:40_000]


def test_the_picture_of_the_graph_is_up_to_date() -> None:
    """Drawn anew from the code, it is what is committed."""
    pictures = imported(ROOT / "docs" / "make_pictures.py")
    committed = (ROOT / "docs" / "campaign.svg").read_text(encoding="utf-8")

    assert committed == pictures.graph_svg(), "draw it again: python docs/make_pictures.py"


def test_the_picture_of_the_deck_is_light() -> None:
    """A page that shows it loads quickly: it has less than 350 kB."""
    assert (ROOT / "docs" / "deck.png").stat().st_size < 350_000
