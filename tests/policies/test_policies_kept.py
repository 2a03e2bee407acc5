"""What is found out about words is kept, and nothing depends on its being there."""

from collections.abc import Callable
from pathlib import Path

import pytest

from creative_agents.policies._inflection import _edition, inflected
from creative_agents.policies._kept import HOME, MOST, Found, kept


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own."""
    monkeypatch.setenv(HOME, str(tmp_path))
    return tmp_path


def counted(times: list[int]) -> Callable[[], Found]:
    """Find out two forms, and count how often."""

    def find() -> Found:
        times.append(1)
        return {"œuf": frozenset({"œuf", "œufs"})}

    return find


def files(home: Path) -> list[Path]:
    """Give what was written."""
    return sorted((home / "cache" / "words").iterdir())


def test_what_was_found_out_is_read_back(home: Path) -> None:
    """The second time nothing is found out, and the words are the same."""
    times: list[int] = []
    first = kept("forms", ("fr", "œuf"), counted(times))
    second = kept("forms", ("fr", "œuf"), counted(times))
    assert first == second == {"œuf": {"œuf", "œufs"}}
    assert len(times) == 1
    assert [file.suffix for file in files(home)] == [".json"]


def test_other_grounds_are_found_out_anew(home: Path) -> None:
    """Another version of a dictionary never gives the words of the one before."""
    times: list[int] = []
    kept("forms", ("1", "œuf"), counted(times))
    kept("forms", ("2", "œuf"), counted(times))
    assert len(times) == len(files(home)) == 2


@pytest.mark.parametrize("spoilt", ["", "{", '{"a": 1}', '["a"]', "\ufeff{}", "[" * 100_000])
def test_a_spoilt_file_is_found_out_again(home: Path, spoilt: str) -> None:
    """Half a file, or another's, is not believed."""
    times: list[int] = []
    kept("forms", ("œuf",), counted(times))
    files(home)[0].write_text(spoilt, encoding="utf-8")
    assert kept("forms", ("œuf",), counted(times)) == {"œuf": {"œuf", "œufs"}}
    assert len(times) == 2
    kept("forms", ("œuf",), counted(times))
    assert len(times) == 2


def test_a_folder_that_cannot_be_written_changes_nothing(home: Path) -> None:
    """Where a file stands in the way of the folder, the words are found out each time."""
    (home / "cache").write_text("in the way", encoding="utf-8")
    times: list[int] = []
    for _ in range(2):
        assert kept("forms", ("œuf",), counted(times)) == {"œuf": {"œuf", "œufs"}}
    assert len(times) == 2


def test_the_oldest_files_go(home: Path) -> None:
    """The folder never holds more than so many files."""
    for number in range(MOST + 5):
        kept("forms", (str(number),), counted([]))
    assert len(files(home)) == MOST


def test_forms_read_back_are_those_of_the_dictionary(home: Path) -> None:
    """A list of words has the same forms from the dictionary and from the file."""
    words = frozenset({"gâteau", "acheter", "journal"})
    inflected.cache_clear()
    first = inflected(words, "fr")
    inflected.cache_clear()
    assert len(files(home)) == 1
    assert inflected(words, "fr") == first
    assert {"gâteaux", "journaux"} <= first["gâteau"] | first["journal"]
    assert _edition().startswith("simplemma ")
