"""One agent alone: a copywriter writes a mail, and the rules check it.

A person had the idea, so no strategist is needed::

    python examples/one_agent.py openai:gpt-5.2
"""

import sys
from datetime import date
from pathlib import Path

from langchain_core.language_models import BaseChatModel

from creative_agents import Variant, create_chat_model, load_brand, load_brief
from creative_agents.agents.copywriter import CopyRequest, create_copywriter
from creative_agents.channels import load as load_channel
from creative_agents.domain.strategy import (
    FormatExample,
    Insight,
    KeyMessage,
    Proposition,
    Route,
    Step,
    Strategy,
)
from creative_agents.policies import check
from creative_agents.policies.base import PolicyContext

HERE = Path(__file__).parent

ROUTE = Route(
    id="a",
    name="A leaving present",
    idea="The old lamp retires, and the £25 is its leaving present.",
    tagline="It earned its £25.",
    bold=True,
    why="Only people who mend for a living can thank a lamp of another make.",
    risk="A reader may smile and remember no brand.",
    examples=(FormatExample(channel="email", looks="Subject: “£25, for services rendered”."),),
)
STRATEGY = Strategy(
    problem=Step(
        statement="A dead lamp waits in the cupboard.", evidence="brief", confidence="high"
    ),
    insight=Insight(
        statement="They can’t mend it and won’t bin it.", evidence="interviews", confidence="medium"
    ),
    proposition=Proposition(
        statement="The lamp that let you down is worth £25 off one that you can mend.",
        evidence="brief",
        confidence="high",
    ),
    routes=(ROUTE,),
    recommended="a",
    recommendation="It is the person’s own.",
    messages=(KeyMessage(message="A Perch is £104 instead of £129 for an old lamp."),),
)


def main(model: BaseChatModel) -> Variant:
    """Write one mail and print it with what the rules found.

    Args:
        model: Any chat model.

    Returns:
        The mail.
    """
    brand = load_brand(HERE / "brands" / "larkwick")
    brief = load_brief(HERE / "briefs" / "larkwick-bring-the-old-one.yml", brand=brand)
    channel = load_channel("email")
    today = date(2026, 11, 23)
    request = CopyRequest(
        language="en",
        brief=brief,
        brand=brand,
        strategy=STRATEGY,
        route=ROUTE,
        channel=channel,
        on=today,
    )
    mail = create_copywriter(model).invoke(request)
    for field in mail.asset.fields:
        print(f"{field.place}: {field.text}")
    context = PolicyContext(brand=brand, channel=channel, today=today, brief=brief, variant=mail)
    for finding in check(mail.asset, context):
        print(f"{finding.level} {finding.field}: {finding.message} {finding.fix}")
    return mail


if __name__ == "__main__":
    main(create_chat_model(*sys.argv[1:2]))
