import pytest
from hypothesis import given
from hypothesis import strategies as st

from creative_agents.domain.sms import (
    GSM7_BASIC,
    GSM7_EXTENSION,
    SEGMENT,
    SINGLE,
    sms_encoding,
    to_gsm7,
)


def test_the_alphabet_has_its_127_letters_and_10_more() -> None:
    """The default alphabet has 128 places, one of them the escape to ten more signs."""
    assert (len(GSM7_BASIC), len(GSM7_EXTENSION)) == (127, 10)
    assert not GSM7_BASIC & GSM7_EXTENSION


@pytest.mark.parametrize("sign", list("éèàùìòÇÉñäöüß£$@&'\"\n"))
def test_letters_of_gsm_7_cost_one(sign: str) -> None:
    """The French letters é è à ù and the capital Ç travel in GSM-7."""
    encoding = sms_encoding(sign)
    assert (encoding.alphabet, encoding.units) == ("GSM-7", 1)


@pytest.mark.parametrize("sign", list("€[]{}~\\|^"))
def test_signs_of_the_extension_cost_two(sign: str) -> None:
    """The euro and the brackets take an escape and a letter."""
    assert sms_encoding(sign).units == 2


@pytest.mark.parametrize(
    ("sign", "plain"),
    [
        ("ê", "e"),
        ("ç", "c"),
        ("œ", "oe"),
        ("â", "a"),
        ("î", "i"),
        ("À", "A"),
        ("\u2019", "'"),
        ("\u00ab", '"'),
        ("\u202f", " "),
        ("\u2026", "..."),
        ("🎉", None),
    ],
)
def test_what_forces_ucs_2_comes_with_its_replacement(sign: str, plain: str | None) -> None:
    """One sign outside GSM-7 changes the alphabet, and we say what to write instead."""
    encoding = sms_encoding(f"Fin {sign}")
    assert encoding.alphabet == "UCS-2"
    (foreign,) = encoding.foreign
    assert (foreign.sign, foreign.index, foreign.plain) == (sign, 4, plain)


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("ê" * 70, 1),
        ("ê" * 71, 2),
        ("ê" * 134, 2),
        ("ê" * 135, 3),
        ("🎉" * 35, 1),
        ("🎉" * 36, 2),
        ("€" * 80, 1),
        ("a" + "€" * 80, 2),
    ],
)
def test_segments_at_their_edges(text: str, segments: int) -> None:
    """160 and 153 in GSM-7, 70 and 67 in UCS-2; an emoji is two units, a euro two."""
    assert sms_encoding(text).segments == segments


def test_no_pair_is_cut_between_segments() -> None:
    """An escape and its letter stay together: 152 letters and a euro leave one place empty."""
    assert sms_encoding("a" * 152 + "€" + "a" * 151).segments == 2
    assert sms_encoding("a" * 152 + "€" + "a" * 152).segments == 3


@given(st.text())
def test_plain_text_always_travels_in_gsm_7(text: str) -> None:
    """What `to_gsm7` gives is in GSM-7, and giving it again changes nothing."""
    plain = to_gsm7(text)
    assert sms_encoding(plain).foreign == ()
    assert to_gsm7(plain) == plain


@given(st.text())
def test_segments_hold_the_units(text: str) -> None:
    """There are enough segments for the units, and never one more than pairs can waste."""
    encoding = sms_encoding(text)
    alone = encoding.units <= SINGLE[encoding.alphabet]
    room = SINGLE[encoding.alphabet] if alone else SEGMENT[encoding.alphabet]
    assert encoding.segments * room >= encoding.units
    assert (encoding.segments - 1) * (room - 1) < max(encoding.units, 1)
