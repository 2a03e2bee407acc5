from pathlib import Path

import pytest

from creative_agents.domain.base import Language
from creative_agents.domain.catalogue import Catalogue


def test_a_text_is_said_in_the_readers_language() -> None:
    """The same key gives each language's text, its named places filled."""
    texts = Catalogue(
        en={"limit": {"over": "{count} too many"}}, fr={"limit": {"over": "{count} de trop"}}
    )
    assert texts.say("en", "limit.over", count=3) == "3 too many"
    assert texts.say("fr", "limit.over", count=3) == "3 de trop"


def test_a_key_that_one_language_lacks_is_refused_at_once() -> None:
    """A catalogue is complete in both languages, or it is not made."""
    with pytest.raises(ValueError, match=r"'b' stands only in 'en'"):
        Catalogue(en={"a": "x", "b": "y"}, fr={"a": "x"})


def test_a_named_place_that_one_language_lacks_is_refused_at_once() -> None:
    """A translator who drops a named place is told when the catalogue is made."""
    with pytest.raises(ValueError, match=r"'a' has other named places in 'fr'"):
        Catalogue(en={"a": "{count} left"}, fr={"a": "il en reste"})


def test_a_value_that_is_no_text_is_refused() -> None:
    """A number in a messages file is a mistake, not a text."""
    with pytest.raises(TypeError, match=r"a\.b is 3"):
        Catalogue(en={"a": {"b": 3}}, fr={"a": {"b": 3}})


def test_a_key_that_nobody_wrote_is_an_error() -> None:
    """An unknown key says which, and where to write it."""
    with pytest.raises(KeyError, match="no text 'b' in 'fr'"):
        Catalogue(en={"a": "x"}, fr={"a": "y"}).say("fr", "b")


def test_a_named_place_without_a_value_is_an_error() -> None:
    """A text is never shown with a hole in it."""
    with pytest.raises(KeyError, match="the text 'a' needs a value for 'count'"):
        Catalogue(en={"a": "{count}"}, fr={"a": "{count}"}).say("en", "a", number=3)


def test_a_catalogue_is_read_from_package_data() -> None:
    """Both files of the policies' folder are read, and read once."""
    texts = Catalogue.load("creative_agents.policies", "messages")
    assert "terms.avoid.message" in texts
    assert Catalogue.load("creative_agents.policies", "messages") is texts


def test_a_folder_without_both_languages_is_an_error() -> None:
    """A package that lacks its messages says which file."""
    with pytest.raises(FileNotFoundError, match=r"en\.toml"):
        Catalogue.load("creative_agents.domain", str(Path("nowhere")))


@pytest.mark.parametrize(
    ("language", "n", "said"),
    [("en", 0, "0 pieces"), ("en", 1, "1 piece"), ("fr", 0, "0 pièce"), ("fr", 2, "2 pièces")],
)
def test_a_number_takes_its_plural(language: Language, n: int, said: str) -> None:
    """Zero is plural in English and singular in French."""
    texts = Catalogue(
        en={"piece": {"one": "{n} piece", "many": "{n} pieces"}},
        fr={"piece": {"one": "{n} pièce", "many": "{n} pièces"}},
    )

    assert texts.count(language, "piece", n) == said
