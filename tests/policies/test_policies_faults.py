import tomllib
from pathlib import Path

import pytest
from policies_shop import LOCKED, SANTE, brief, locked, mandatory, said, shop

from creative_agents.domain.base import Language
from creative_agents.domain.brand import Voice

FAULTS = tomllib.loads(Path(__file__).with_name("faults.toml").read_text(encoding="utf-8"))["fault"]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault["text"])
def test_a_fault_is_found_at_its_place(fault: dict[str, str]) -> None:
    """Each mistake is found by its rule, on exactly the words that are wrong."""
    language: Language = "fr" if fault["language"] == "fr" else "en"
    found = [f for f in said(fault["text"], language) if f.rule == fault["rule"]]
    assert fault["quote"] in [f.quote for f in found]
    assert all(fault["text"][f.start : f.end] == f.quote for f in found)


def test_the_faults_are_half_french() -> None:
    """At least forty faulty lines, and half of them French."""
    french = sum(fault["language"] == "fr" for fault in FAULTS)
    assert len(FAULTS) >= 40
    assert french * 2 >= len(FAULTS)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Un café, et rien d\u2019autre.", "mandatories.absent"),
        (SANTE.replace("santé", "sante"), "mandatories.altered"),
    ],
)
def test_a_mandatory_line_is_asked_for_word_for_word(text: str, rule: str) -> None:
    """A mandatory line that is absent and one that lost an accent are two findings."""
    found = said(text, "fr", brief=brief("fr", **mandatory(SANTE)))
    assert rule in {finding.rule for finding in found}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_locked_line_that_was_touched_is_found(language: Language) -> None:
    """A person's line with one word changed is found on its words."""
    text = LOCKED[language].replace("slowly", "gently").replace("mieux", "plus")
    found = said(text, language, brief=brief(language, **locked(language)))
    assert "locked_line.altered" in {finding.rule for finding in found}


def test_an_audience_that_is_addressed_with_tu_refuses_vous() -> None:
    """The audience's own way of address stands before the brand's."""
    found = said("Prenez votre temps", "fr", brief=brief(audiences=("jeunes",)))
    assert [f.quote for f in found if f.rule == "register.wrong"] == ["Prenez", "votre"]


def test_a_brand_that_says_neither_refuses_a_mix() -> None:
    """With no address in the voice, tu and vous in one piece are a finding."""
    neither = shop("fr", voice=Voice(summary="Calm.", address="none"))
    found = said("Votre café, ton matin, vos minutes", "fr", brand=neither)
    assert "register.mixed" in {f.rule for f in found}
