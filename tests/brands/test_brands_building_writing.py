from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from guide_files import ENGLISH, FRENCH

from creative_agents.brands.building import yamltext
from creative_agents.brands.building.comparing import Change, Comparison, compare
from creative_agents.brands.building.ledger import FILE, Kept, Ledger
from creative_agents.brands.building.lines import Line
from creative_agents.brands.building.markdown import read_markdown
from creative_agents.brands.building.merging import merge
from creative_agents.brands.building.rules import propose
from creative_agents.brands.building.writing import (
    Built,
    Decided,
    read_folder,
    stands,
    write_folder,
)
from creative_agents.brands.loader import load_brand
from creative_agents.domain.base import Language
from creative_agents.errors import BrandError

ON = date(2026, 11, 22)


def lines_of(text: str, language: Language = "en") -> tuple[Line, ...]:
    """Propose the lines of a guide."""
    return merge(propose([read_markdown("guide.md", text)], language))


def seen(folder: Path, text: str) -> Comparison:
    """Compare a guide with a folder."""
    texts = read_folder(folder)
    documents = {"guide.md": read_markdown("guide.md", text)}
    ledger = Ledger.load(folder)
    return compare(lines_of(text), ledger, documents, lambda kept: stands(kept, texts))


def approve(folder: Path, changes: Sequence[Change], language: Language = "en") -> Built:
    """Write changes as if a person had approved them all."""
    decided = []
    for change in changes:
        written = change.before.written if change.kind == "gone" and change.before else None
        kept = Kept(
            line=change.line,
            status="approved",
            written=written or change.line.value,
            on=ON,
        )
        decided.append(Decided(change=change, kept=kept))
    out = [one.change.before.line.id for one in decided if one.change.before]
    stay = [one.kept for one in decided if one.change.kind != "gone"]
    ledger = Ledger.load(folder).without(out).with_(stay, ())
    return write_folder(folder, decided, ledger, name="Pen Hut", language=language)


@pytest.mark.parametrize(("text", "language"), [(ENGLISH, "en"), (FRENCH, "fr")])
def test_a_built_folder_loads_with_a_source_above_each_line(
    tmp_path: Path, text: str, language: Language
) -> None:
    """The loader takes it, and a person sees where each line comes from."""
    folder = tmp_path / "hut"
    lines = lines_of(text, language)
    built = approve(folder, [Change(kind="new", line=line) for line in lines], language)
    brand = load_brand(folder)

    assert built.written == len(lines)
    assert (brand.name, brand.language) == ("Pen Hut", language)
    assert len(brand.terms) == sum(line.place == "terms" for line in lines)
    assert "# source: guide.md:" in (folder / "voice.yml").read_text("utf-8")
    assert len((folder / FILE).read_text("utf-8").splitlines()) == len(lines)


def test_a_folder_without_a_voice_says_so(tmp_path: Path) -> None:
    """What a brand needs and nobody gave is named, not made up."""
    built = approve(tmp_path / "hut", [])

    assert built.holes == ("voice.summary",)
    assert "To be written" in load_brand(tmp_path / "hut").voice.summary


def test_building_again_from_the_same_guide_asks_nothing(tmp_path: Path) -> None:
    """What was decided is not asked twice."""
    folder = tmp_path / "hut"
    approve(folder, seen(folder, ENGLISH).changes)

    assert seen(folder, ENGLISH).changes == ()


def test_building_again_shows_what_is_new_changed_and_gone(tmp_path: Path) -> None:
    """Each once, with what it was."""
    folder = tmp_path / "hut"
    approve(folder, seen(folder, ENGLISH).changes)
    edited = (
        ENGLISH.replace("under 20 words", "under 25 words")
        .replace("- Never _cosy_.\n", "")
        .replace("Avoid exclamation marks.", "Avoid exclamation marks. Spell out every number.")
    )
    changes = seen(folder, edited).changes

    assert [(change.kind, change.line.shown) for change in changes] == [
        ("new", "Spell out every number."),
        ("changed", "Keep sentences under 25 words."),
        ("gone", "avoid cosy"),
    ]
    approve(folder, changes)
    brand = load_brand(folder)
    assert "Keep sentences under 25 words." in brand.voice.do
    assert "Keep sentences under 20 words." not in brand.voice.do
    assert not any("cosy" in term.avoid for term in brand.terms)
    assert seen(folder, edited).changes == ()


def test_what_a_person_edited_is_never_touched(tmp_path: Path) -> None:
    """Their line stays when its source changes, and their comments stay when others come."""
    folder = tmp_path / "hut"
    approve(folder, seen(folder, ENGLISH).changes)
    voice = folder / "voice.yml"
    theirs = voice.read_text("utf-8").replace(
        "- Keep sentences under 20 words.", "- Keep sentences under 12 words.  # Ann, May"
    )
    voice.write_text(theirs, "utf-8")
    edited = ENGLISH.replace("under 20 words", "under 25 words") + "\nSpell out every number.\n"
    found = seen(folder, edited)
    approve(folder, found.changes)

    assert [kept.line.shown for kept in found.edited] == ["Keep sentences under 20 words."]
    assert "- Keep sentences under 12 words.  # Ann, May\n" in voice.read_text("utf-8")
    assert "Spell out every number." in load_brand(folder).voice.do


def test_a_refused_line_is_not_proposed_again(tmp_path: Path) -> None:
    """Unless its sentence changes."""
    folder = tmp_path / "hut"
    (line,) = lines_of("Avoid jargon.")
    refused = Kept(line=line, status="rejected", on=ON)
    ledger = Ledger(kept=(refused,))
    write_folder(folder, [], ledger, name="Pen Hut", language="en")

    assert seen(folder, "Avoid jargon.").changes == ()
    assert seen(folder, "Avoid all jargon.").changes[0].kind == "new"


def test_a_document_that_is_not_given_again_loses_nothing(tmp_path: Path) -> None:
    """Building from a second guide leaves the first one's lines alone."""
    folder = tmp_path / "hut"
    approve(folder, seen(folder, ENGLISH).changes)
    other = {"second.md": read_markdown("second.md", "Write in the present tense.")}

    assert compare((), Ledger.load(folder), other, lambda _: True).changes == ()


def test_a_folder_that_would_not_load_is_not_written(tmp_path: Path) -> None:
    """A person's mistake is told, and nothing of theirs is changed."""
    folder = tmp_path / "hut"
    approve(folder, seen(folder, ENGLISH).changes)
    (folder / "process.yml").write_text("max_rounds: many\n", "utf-8")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    with pytest.raises(BrandError, match="holds 1 mistake"):
        approve(folder, seen(folder, ENGLISH + "\nSpell out every number.\n").changes)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_ledger_that_somebody_broke_is_one_clear_line(tmp_path: Path) -> None:
    """With its line, and what to do."""
    (tmp_path / FILE).write_text('{"line": {}}\n', "utf-8")

    with pytest.raises(BrandError, match=r"sources.jsonl':1: this line is not as it was written"):
        Ledger.load(tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# theirs\ndo:\n- Say bed  # yes\n\ndont: []\n",
        "do: [Say bed, Say hut]\nsummary: Plain\n",
        "do:\nsummary: >-\n  Plain\n  and warm\ntraits:\n    - Warm\n",
        "summary: x",
    ],
)
def test_an_entry_is_added_and_the_rest_of_the_file_stays(text: str) -> None:
    """Whatever the layout that a person likes."""
    before: Any = yamltext.load(text) or {}
    after: Any = yamltext.load(yamltext.append(text, ("do",), [("Be: warm", "guide.md:1")]))

    assert after["do"] == [*(before.get("do") or []), "Be: warm"]
    assert {key: said for key, said in after.items() if key != "do"} == {
        key: said for key, said in before.items() if key != "do"
    }
    for line in text.splitlines():
        if line.startswith("#"):
            assert line in yamltext.append(text, ("do",), [("x", "")])


@pytest.mark.parametrize("said", ["no", "a: b", "- x", "#1", "é « à »", 'say "x"', "x\ny", "1664"])
def test_any_text_reads_back_as_it_was(said: str) -> None:
    """Whatever YAML would make of it."""
    assert yamltext.load(f"key: {yamltext.scalar(said)}\n") == {"key": said}


def test_one_text_is_set_and_changed() -> None:
    """Keys above it are made where they are absent."""
    text = yamltext.put("meta:\n  name: Old # theirs\n", ("meta", "name"), "New: one")

    assert text == 'meta:\n  name: "New: one" # theirs\n'
    assert yamltext.load(yamltext.put("a: b\n", ("meta", "name"), "New")) == {
        "a": "b",
        "meta": {"name": "New"},
    }
    block = yamltext.put("a: |\n  one\n  two\nb: c\n", ("a",), "three")
    assert yamltext.load(block) == {"a": "three", "b": "c"}
