"""Every prompt, as a model receives it: a changed prompt is a visible difference.

``UPDATE_SNAPSHOTS=1 pytest tests/agents`` writes the snapshots anew.
"""

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from campaign_house import make_brand, make_brief, make_route, make_strategy, write

from creative_agents import channels
from creative_agents.agents import (
    brand_guardian,
    brief_challenger,
    copywriter,
    performance_analyst,
    strategist,
    synthetic_persona,
)
from creative_agents.domain.base import Language
from creative_agents.domain.brief import StartFrom
from creative_agents.domain.review import Review
from creative_agents.llm.prompt import Prompt

SNAPSHOTS = Path(__file__).parent / "snapshots"
ON = date(2026, 11, 22)
NAMES = (
    "brief_challenger",
    "strategist",
    "strategist_revised",
    "copywriter",
    "copywriter_revised_locked",
    "brand_guardian",
    "synthetic_persona",
    "performance_analyst",
)


def render(name: str, language: Language) -> Prompt:
    """Render one prompt of one agent."""
    brief = make_brief(language=language)
    brand = make_brand(language=language)
    base: dict[str, Any] = {"language": language, "brief": brief}
    place: dict[str, Any] = {"brand": brand, "on": ON}
    plan: dict[str, Any] = {"strategy": make_strategy(), "route": make_route("b", bold=True)}
    channel = channels.load("x_post")
    copy = copywriter.CopyRequest(**base, **place, **plan, channel=channel)
    variant = write(copy)
    if name == "brief_challenger":
        return brief_challenger._render(brief_challenger.ChallengeRequest(**base, **place))
    if name.startswith("strategist"):
        note = "less noise" if name.endswith("revised") else ""
        request = strategist.StrategyRequest(**base, **place, channels=(channel,), note=note)
        return strategist._render(request)
    if name == "copywriter":
        return copywriter._render(copy)
    if name == "copywriter_revised_locked":
        start = StartFrom(kind="line", text="Ride home tonight")
        locked = brief.model_copy(update={"start_from": start})
        update = {"brief": locked, "last": variant, "remarks": ("shorter",)}
        return copywriter._render(copy.model_copy(update=update))
    if name == "brand_guardian":
        return brand_guardian._render(
            brand_guardian.ReviewRequest(**base, **place, variant=variant)
        )
    if name == "synthetic_persona":
        persona = brand.audiences[0].personas[0]
        return synthetic_persona._render(
            synthetic_persona.ReadingRequest(
                language=language, persona=persona, asset=variant.asset, channel=channel
            )
        )
    return performance_analyst._render(
        performance_analyst.RankingRequest(
            **base, **plan, variants=(variant,), reviews=(Review(piece=variant.id),)
        )
    )


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", NAMES)
def test_the_prompt_is_the_one_that_was_reviewed(name: str, language: Language) -> None:
    """What a model receives is what stands in the snapshot."""
    messages = render(name, language).messages(language)
    text = "\n\n".join(f"--- {item.type} ---\n{item.text}" for item in messages) + "\n"
    snapshot = SNAPSHOTS / f"{name}.{language}.txt"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        snapshot.parent.mkdir(exist_ok=True)
        snapshot.write_text(text, encoding="utf-8")

    assert snapshot.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("name", NAMES)
def test_the_prompt_asks_in_the_language_of_the_brief(name: str) -> None:
    """Instructions and task are French for a French brief, and not the English ones."""
    english, french = render(name, "en"), render(name, "fr")

    assert french.instructions != english.instructions
    assert french.task != english.task
    assert "é" in french.instructions


def test_a_confidential_claim_stands_in_no_prompt() -> None:
    """What the brand keeps to itself cannot reach a model."""
    brand = make_brand()
    secret = brand.claims[0].model_copy(update={"text": "Sold to a rival", "confidential": True})
    brand = brand.model_copy(update={"claims": (secret,)})
    request = brief_challenger.ChallengeRequest(
        language="en", brief=make_brief(), brand=brand, on=ON
    )
    whole = " ".join(item.text for item in brief_challenger._render(request).messages("en"))

    assert "Sold to a rival" not in whole
