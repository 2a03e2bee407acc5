import re
from pathlib import Path
from typing import get_args

import pytest

from creative_agents.brands.briefs import load_brief
from creative_agents.brands.loader import LISTS, load_brand
from creative_agents.brands.new import create_brand_folder
from creative_agents.domain.base import Language
from creative_agents.errors import BrandError, StorageError

LANGUAGES: tuple[Language, ...] = get_args(Language)

COMMENTED = re.compile(r"^# (?=[- ] )", re.MULTILINE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_folder_loads_as_written(tmp_path: Path, language: Language) -> None:
    """The starter is a brand from the first minute, its brief too."""
    folder = create_brand_folder("Café Noir", tmp_path, language=language)
    brand = load_brand(folder)
    assert (folder.name, brand.id, brand.name) == ("cafe-noir", "cafe-noir", "Café Noir")
    assert brand.language == language
    (brief,) = (load_brief(path, brand=brand) for path in (folder / "briefs").iterdir())
    assert brief.language == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_commented_example_loads_once_it_is_uncommented(
    tmp_path: Path, language: Language
) -> None:
    """What the starter shows is what the loader reads."""
    folder = create_brand_folder("Acme", tmp_path, language=language)
    for path in (*(folder / f"{stem}.yml" for stem in LISTS), *(folder / "pieces").iterdir()):
        path.write_text(COMMENTED.sub("", path.read_text("utf-8")), "utf-8")
    brand = load_brand(folder)
    assert all(getattr(brand, stem) for stem in (*LISTS, "pieces"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_commented_brief_names_what_the_commented_brand_holds(
    tmp_path: Path, language: Language
) -> None:
    """A person may uncomment everything and run."""
    folder = create_brand_folder("Acme", tmp_path, language=language)
    for path in folder.rglob("*.yml"):
        if path.stem in {*LISTS, "past"}:
            path.write_text(COMMENTED.sub("", path.read_text("utf-8")), "utf-8")
    (path,) = (folder / "briefs").iterdir()
    lines = path.read_text("utf-8").splitlines()
    path.write_text(
        "\n".join([lines[0], *(line.removeprefix("# ") for line in lines[1:])]), "utf-8"
    )
    brief = load_brief(path, brand=load_brand(folder))
    assert brief.products
    assert brief.start_from is not None
    assert brief.start_from.kind == "line"


@pytest.mark.parametrize(
    "name", ['Say "Hi"', "a: b # c", "L'été", "L\u2019été", "{curly}", "*star*", "7"]
)
def test_a_name_with_signs_of_yaml_stays_as_it_is(tmp_path: Path, name: str) -> None:
    """The name is quoted as the file needs it."""
    assert load_brand(create_brand_folder(name, tmp_path, language="en")).name == name


@pytest.mark.parametrize("name", ["", "  ", "---", "a\x07b", "\ud800a"])
def test_what_is_no_name_makes_no_folder(tmp_path: Path, name: str) -> None:
    """A name has a letter or a digit and nothing invisible."""
    with pytest.raises(BrandError, match="is not a name; give the brand's name"):
        create_brand_folder(name, tmp_path, language="en")
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_ever_written_over(tmp_path: Path) -> None:
    """A folder that exists stays as it is."""
    folder = create_brand_folder("Acme", tmp_path, language="en")
    (folder / "voice.yml").write_text("summary: Ours.\n")
    with pytest.raises(BrandError, match="exists already; choose another name or move it away"):
        create_brand_folder("ACME", tmp_path, language="fr")
    assert load_brand(folder).voice.summary == "Ours."


def test_a_parent_that_does_not_exist_is_said(tmp_path: Path) -> None:
    """No folder is made on the way."""
    with pytest.raises(BrandError, match="is not a folder; give one that exists"):
        create_brand_folder("Acme", tmp_path / "nowhere", language="en")


def test_a_place_that_cannot_be_written_is_a_storage_error() -> None:
    """The kernel's own folder takes no file, whoever asks."""
    with pytest.raises(StorageError, match="cannot be written"):
        create_brand_folder("Acme", "/proc", language="en")


def test_nothing_half_written_is_left(tmp_path: Path) -> None:
    """The folder is written aside and renamed."""
    create_brand_folder("Acme", tmp_path, language="en")
    assert [path.name for path in tmp_path.iterdir()] == ["acme"]


def test_both_languages_have_the_same_files(tmp_path: Path) -> None:
    """A French team finds what an English one finds; the brief's name is translated."""
    english, french = (
        {
            path.name
            for path in create_brand_folder(f"Acme {one}", tmp_path, language=one).rglob("*")
        }
        for one in LANGUAGES
    )
    assert english - {"first.yml"} == french - {"premier.yml"}
