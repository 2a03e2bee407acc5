from pathlib import Path

import pytest

from creative_agents.errors import ConfigError, InputError, UnknownNameError
from creative_agents.evals.suite import Suite, load_result, load_suite

GOLD = """\
defaults: {agent: mine, brand: b, provenance: x, licence: MIT, labelled_by: model, why: w,
  input: {}}
cases:
- {id: a, language: en, expected: {}, tags: [food]}
- {id: b, language: fr, expected: {}, tags: [bank]}
- {id: c, language: fr, expected: {}, agent: other}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Write a suite and its gold."""
    (tmp_path / "gold.yml").write_text(GOLD, encoding="utf-8")
    suite = tmp_path / "small.toml"
    suite.write_text('gold = ["gold.yml"]\nagent = "mine"\nepochs = 2\n', encoding="utf-8")
    return suite


def test_a_suite_names_its_cases_from_its_own_folder(file: Path) -> None:
    """Its name is its file's where it gives none."""
    suite = load_suite(file)

    assert (suite.name, suite.epochs) == ("small", 2)
    assert [case.id for case in suite.cases()] == ["a", "b"]
    french = suite.model_copy(update={"language": "fr"})
    assert [case.id for case in french.cases()] == ["b"]
    assert [case.id for case in suite.model_copy(update={"tags": ("food",)}).cases()] == ["a"]


def test_a_sample_is_the_same_every_time(file: Path) -> None:
    """Else a baseline would compare nothing."""
    suite = load_suite(file).model_copy(update={"agent": ""})

    assert [one.id for one in suite.cases(sample=2)] == [one.id for one in suite.cases(sample=2)]
    assert len(suite.cases(sample=2)) == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("gold = [", "this is no TOML"),
        ("epochs = 2", "gold: Field required"),
        ('gold = ["gold.yml"]\nepoch = 2', "epoch: Extra inputs"),
    ],
)
def test_a_mistake_in_a_suite_is_told(file: Path, text: str, said: str) -> None:
    """With its file and its key."""
    file.write_text(text, encoding="utf-8")

    with pytest.raises(InputError, match=said):
        load_suite(file)


def test_what_is_not_there_is_told(file: Path) -> None:
    """A suite, its cases, its subject, a baseline."""
    with pytest.raises(UnknownNameError, match=r"no suite 'nowhere': give a \.toml file"):
        load_suite("nowhere")
    with pytest.raises(InputError, match="no case left"):
        load_suite(file).model_copy(update={"agent": "nobody"}).cases()
    with pytest.raises(ConfigError, match=r"write 'package\.module:name'"):
        Suite(name="s", gold=("g",), subject="nowhere:agent").own_subject()
    with pytest.raises(InputError, match="there is no baseline"):
        load_result("nowhere.json")
    with pytest.raises(InputError, match="is no stored run"):
        load_result(file)
