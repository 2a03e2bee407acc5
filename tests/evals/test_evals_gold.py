import json
from pathlib import Path

import pytest
from evals_cases import REPO, copy_case, gold

from creative_agents.errors import InputError
from creative_agents.evals.brands import brand_of, brief_of
from creative_agents.evals.gold import GoldSet
from creative_agents.evals.gold_schema import SCHEMA_FILE, gold_schema_text
from creative_agents.evals.likeness import leaks, near_copies

HEAD = """\
defaults: {agent: mine, language: en, brand: b, provenance: x, licence: MIT, labelled_by: model}
cases:
"""
CASE = "- {id: ID, why: because, input: {on: 2026-11-22}, expected: {blocks: true}}\n"


def write(folder: Path, text: str, name: str = "cases.yml") -> Path:
    """Write a gold file."""
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_defaults_stand_for_what_a_case_leaves_out(tmp_path: Path) -> None:
    """A case takes the file's defaults, and knows its line; a day is a text."""
    cases = GoldSet.load(write(tmp_path, HEAD + CASE.replace("ID", "a") + CASE.replace("ID", "b")))

    assert [case.where.rpartition(":")[2] for case in cases] == ["3", "4"]
    assert cases.by_id["b"].licence == "MIT"
    assert cases.by_id["b"].input == {"on": "2026-11-22"}


def test_json_lines_hold_a_case_a_line(tmp_path: Path) -> None:
    """The same case is the same, whatever the format."""
    case = gold("a", input={"x": 1})
    line = json.dumps(case.model_dump(mode="json"))

    loaded = GoldSet.load(write(tmp_path, f"\n{line}\n", "cases.jsonl"))

    assert loaded.cases[0].model_dump() == case.model_dump()
    assert loaded.cases[0].where.endswith("cases.jsonl:2")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD + "- {id: a, why: x, input: {}, expected: {blocks: maybe}}", r"yml:3: expected\.blo"),
        (HEAD + "- id: a\n  why: x\n  input: {}\n  expected: {}\n  foo: 1", r"yml:7: foo of case"),
        (HEAD + CASE.replace("ID", "a") * 2, r"yml:4: id 'a' is also at .*yml:3; rename one"),
        ("- {id: a\n", r"yml:\d+: "),
        ("defaults: {}\ncases: []\nextra: 1", r"unknown keys \['extra'\]"),
        (HEAD.replace("mine", "copywriter") + CASE.replace("ID", "a"), r"yml:3: input.brief"),
    ],
)
def test_a_mistake_says_its_file_and_its_line(tmp_path: Path, text: str, said: str) -> None:
    """Whoever wrote the case finds it at once."""
    with pytest.raises(InputError, match=said):
        GoldSet.load(write(tmp_path, text))


def test_a_brand_in_both_splits_is_refused(tmp_path: Path) -> None:
    """What a prompt was tuned on cannot be held out under the same brand."""
    other = CASE.replace("ID", "b").replace("{id", "{split: held_out, id")

    with pytest.raises(InputError, match="brand 'b' is 'held_out' here and 'dev' at"):
        GoldSet.load(write(tmp_path, HEAD + CASE.replace("ID", "a") + other))


def test_nothing_there_is_said(tmp_path: Path) -> None:
    """An empty folder is a mistake, not an empty set."""
    with pytest.raises(InputError, match="no gold file at"):
        GoldSet.load(tmp_path)


def test_the_fingerprint_follows_what_is_asked_and_expected() -> None:
    """A reason may be reworded; another expectation is another case."""
    case = gold(expected={"passes": True})

    assert case.content_hash() == gold(expected={"passes": True}, why="otherwise").content_hash()
    assert case.content_hash() != gold(expected={"passes": False}).content_hash()
    assert GoldSet((case, gold("b"))).content_hash() == GoldSet((gold("b"), case)).content_hash()


def test_a_slice_is_told_by_agent_language_split_and_tag() -> None:
    """What is not named is not asked."""
    cases = GoldSet((gold("a", tags=["food"]), gold("b", language="fr", split="held_out")))

    assert [case.id for case in cases.of(tag="food")] == ["a"]
    assert [case.id for case in cases.of(language="fr", split="held_out")] == ["b"]
    assert len(cases.of(agent="nobody")) == 0


def test_near_copies_are_found_within_an_agent_and_a_language() -> None:
    """Two cases of one mould tell no more than one."""
    text = "Sell the lamp that opens with a coin to people who mend things."
    cases = [
        gold("a", input={"brief": text}),
        gold("b", input={"brief": text.replace("coin", "penny")}),
        gold("c", input={"brief": text}, agent="another"),
        gold("d", input={"brief": "Fill the Tuesday course at the pool."}),
    ]

    assert [(one.one.id, one.other.id) for one in near_copies(cases)] == [("a", "b")]


@pytest.mark.parametrize(
    "answer",
    [
        "The lamp you can open with a coin is the one that you will still own at ninety.",
        "L’été où la lampe a duré plus longtemps que la table, la chaise et le chien.",
    ],
)
def test_gold_in_a_prompt_is_found(answer: str) -> None:
    """Whoever has read the answer passes: twelve words in a row are no chance."""
    case = gold(expected={"acceptable": [{"text": answer}]})
    shown = {"prompt": f"Write well. For instance: {answer.replace('’', chr(39))} Or not."}

    assert {leak.place for leak in leaks([case], shown)} == {"prompt"}
    assert leaks([case], {"prompt": " ".join(answer.split()[:11])}) == ()


def test_a_brand_is_a_folder_or_an_entry_above(tmp_path: Path) -> None:
    """Cases share brands through one file above them."""
    (tmp_path / "brands.yml").write_text(
        "nib: {name: Nib, voice: {summary: Plain.}, markets: [GB]}\n", encoding="utf-8"
    )
    folder = tmp_path / "deep"
    folder.mkdir()
    text = HEAD.replace("brand: b", "brand: nib") + CASE.replace("ID", "a")
    case = GoldSet.load(write(folder, text)).cases[0]

    assert brand_of(case).identity.name == "Nib"
    assert brand_of(copy_case()).id == "larkwick"
    with pytest.raises(InputError, match="no brand 'nobody'"):
        brand_of(gold(brand="nobody"))


def test_a_brief_is_given_or_named() -> None:
    """A brief's language is its case's where it does not say."""
    case = copy_case(language="fr")

    assert brief_of(case, {"business_problem": "p", "objective": "o"}).language == "fr"
    with pytest.raises(InputError, match="there is no brief at"):
        brief_of(case, "nowhere.yml")
    with pytest.raises(InputError, match="objective"):
        brief_of(case, {"business_problem": "p"})


def test_the_schema_beside_the_gold_is_the_code_s() -> None:
    """`python -m creative_agents.evals.gold_schema` writes it again after a change."""
    held = (REPO / "evals" / "gold" / SCHEMA_FILE).read_text(encoding="utf-8")

    assert held == gold_schema_text()
