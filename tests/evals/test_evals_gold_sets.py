import re
from typing import Any, Final

import pytest
from evals_cases import REPO

from creative_agents.agents import (
    brand_guardian,
    brief_challenger,
    copywriter,
    performance_analyst,
    strategist,
    synthetic_persona,
)
from creative_agents.evals.agents import OURS
from creative_agents.evals.brands import brand_of
from creative_agents.evals.gold import GoldSet
from creative_agents.evals.likeness import leaks, near_copies
from creative_agents.evals.suite import load_suite

SUITES: Final = sorted((REPO / "evals" / "suites").glob("*.toml"))
AGENTS: Final = (
    brand_guardian,
    brief_challenger,
    copywriter,
    performance_analyst,
    strategist,
    synthetic_persona,
)


@pytest.fixture(scope="module")
def cases() -> GoldSet:
    """Read every case that a suite names."""
    known = {case.id: case for file in SUITES for case in load_suite(file).cases()}
    return GoldSet(tuple(known.values()))


@pytest.mark.parametrize("agent", OURS)
def test_every_agent_has_its_cases(cases: GoldSet, agent: str) -> None:
    """Fifteen an agent, ten campaigns; both languages; both splits."""
    mine = cases.of(agent=agent)

    assert len(mine) >= (10 if agent == "campaign" else 15)
    assert {case.language for case in mine} == {"en", "fr"}
    assert {case.split for case in mine} == {"dev", "held_out"}


def test_every_brand_is_there_and_in_one_split(cases: GoldSet) -> None:
    """Over all agents: what one prompt was tuned on another does not hold out."""
    splits: dict[str, set[str]] = {}
    for case in cases:
        assert brand_of(case).products
        splits.setdefault(case.brand, set()).add(case.split)

    assert {brand for brand, several in splits.items() if len(several) > 1} == set()


def test_no_two_cases_are_of_one_mould(cases: GoldSet) -> None:
    """Better few and true than many alike."""
    assert [(one.one.id, one.other.id, one.likeness) for one in near_copies(cases)] == []


def test_no_answer_stands_in_a_prompt_or_in_a_brand(cases: GoldSet) -> None:
    """The contamination guard: neither instructions nor what a brand shows as examples."""
    shown: dict[str, Any] = {
        f"{module.NAME} {language}": text
        for module in AGENTS
        for language, text in module.PROMPT.items()
    }
    read = {"pieces", "voice"}
    shown |= {case.brand: brand_of(case).model_dump_json(include=read) for case in cases}

    assert [(leak.case.id, leak.place, leak.words) for leak in leaks(cases, shown)] == []


def test_creative_cases_hold_answers_of_different_ideas_and_foils(cases: GoldSet) -> None:
    """Three acceptable answers and three foils, each a minimal pair of one of them."""
    for case in cases:
        wants = case.wants
        if "creative" in case.tags:
            assert len({one.idea for one in wants.acceptable}) >= 3, case.id
            assert len(wants.foils) >= 3, case.id
        assert all(foil.of < len(wants.acceptable) for foil in wants.foils), case.id


def test_every_expectation_is_read_by_somebody(cases: GoldSet) -> None:
    """No case expects what no scorer looks at; foils and labels are for whoever reads the case."""
    code = (REPO / "src" / "creative_agents" / "evals").rglob("*.py")
    read = {key for file in code for key in re.findall(r"wants\.(\w+)", file.read_text("utf-8"))}

    held = {key for case in cases for key in case.expected}

    assert held - read == {"foils", "labels"}
