import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creative_agents.domain.channel import Unit
from creative_agents.domain.insertion import filled
from creative_agents.domain.measure import measure

UNITS: tuple[Unit, ...] = (
    "characters",
    "google_characters",
    "x_characters",
    "sms_segments",
    "bytes",
    "words",
    "seconds",
    "lines",
)


@pytest.mark.parametrize("unit", UNITS)
def test_nothing_measures_nothing(unit: Unit) -> None:
    """An empty text measures zero in every unit."""
    assert measure("", unit) == 0


@pytest.mark.parametrize("unit", UNITS)
@given(text=st.text())
def test_any_text_can_be_measured(unit: Unit, text: str) -> None:
    """No text makes a measure fail, in either language; none is negative."""
    assert measure(text, unit, language="fr") >= 0
    assert measure(text, unit, language="en") >= 0


@pytest.mark.parametrize("unit", ["characters", "google_characters", "x_characters"])
def test_an_accent_counts_once_however_it_is_typed(unit: Unit) -> None:
    """A composed and a decomposed é measure the same."""
    assert measure(unicodedata.normalize("NFD", "été à Sète"), unit) == len("été à Sète")


@given(st.text(alphabet=st.characters(codec="latin-1", exclude_characters="{}")))
def test_google_counts_latin_letters_once(text: str) -> None:
    """Western European letters count one for Google, accents included."""
    assert measure(text, "google_characters") == len(text)


def test_google_counts_full_width_letters_twice() -> None:
    """Chinese, Japanese and Korean letters count two for Google."""
    assert measure("東京 Tokyo", "google_characters") == 10


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{KeyWord:Lampes de vélo} en stock", "Lampes de vélo en stock"),
        ("{KEYWORD:Running shoes}", "Running shoes"),
        ("Dès {CUSTOMIZER.Prix:39 €}", "Dès 39 €"),
        ("Hôtels à {LOCATION(City):Paris}", "Hôtels à Paris"),
        ("{=IF(device=mobile,Call now):Book online today}", "Book online today"),
        ("Ends in {COUNTDOWN(2026-12-01 00:00:00,'en-US',5)}", "Ends in 00000000"),
        ("Le set {complet}", "Le set {complet}"),
        ("{KeyWord:}", ""),
    ],
)
def test_insertion_is_measured_as_it_will_show(text: str, shown: str) -> None:
    """Google's insertions are replaced by their default text before they are measured."""
    assert filled(text) == shown
    assert measure(text, "google_characters") == len(shown)


@given(st.text())
def test_filling_twice_changes_nothing_more(text: str) -> None:
    """A text without insertion is left as it is."""
    once = filled(text)
    assert filled(once) == once or "{" in once


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ride home tonight", 3),
        ("L\u2019été arrive : 10 000 lampes !", 4),
        ("Prêt ? Partez !", 2),
        ("« Bonjour » dit-il", 2),
        ("—", 0),
    ],
)
def test_words_are_what_stands_between_spaces(text: str, words: int) -> None:
    """French spaced punctuation is no word; a number with a no-break space is one."""
    assert measure(text.replace("10 000", "10\u202f000"), "words") == words


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("15 s", 15),
        ("15", 15),
        ("0:15", 15),
        ("1 min 30", 90),
        ("2 minutes", 120),
        ("12,5 secondes", 13),
        ("15 seconds", 15),
    ],
)
def test_a_duration_measures_itself(text: str, seconds: int) -> None:
    """A text that is a duration gives its seconds, rounded up."""
    assert measure(text, "seconds") == seconds


@given(st.integers(min_value=1, max_value=500))
def test_speech_takes_140_words_a_minute(count: int) -> None:
    """A script takes its words over 140 a minute, rounded up."""
    script = " ".join(["mot"] * count)
    assert measure(script, "seconds", language="fr") == -(-count * 60 // 140)


def test_lines_with_nothing_on_them_do_not_count() -> None:
    """A blank line is no line."""
    assert measure("un\n\n  \ndeux\n", "lines") == 2


def test_bytes_are_counted_in_utf_8() -> None:
    """An accented letter takes two bytes, an emoji four."""
    assert measure("é🎉", "bytes") == 6
