"""The campaign in ten lines: a brief becomes an approved deck.

On any model::

    python examples/campaign_in_ten_lines.py openai:gpt-5.2
"""

import sys
from pathlib import Path

from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import RunnableConfig
from langgraph.types import Command

from creative_agents import Answer, create_campaign_graph, create_chat_model, load_brand, load_brief

HERE = Path(__file__).parent


def main(model: BaseChatModel, out: Path = Path("out")) -> Path:
    """Run a campaign and approve everything.

    Args:
        model: Any chat model.
        out: Receives a folder with the delivery.

    Returns:
        The delivery's folder.
    """
    brand = load_brand(HERE / "brands" / "larkwick")
    brief = load_brief(HERE / "briefs" / "larkwick-bring-the-old-one.yml", brand=brand)
    graph = create_campaign_graph(model, brand=brand, out=out)
    run: RunnableConfig = {"configurable": {"thread_id": "bring-the-old-one"}}
    routes = graph.invoke({"brief": brief}, run)
    chosen = routes["strategy"].recommended
    graph.invoke(Command(resume=Answer(default="approve", choice=chosen, by="Ana")), run)
    final = graph.invoke(Command(resume=Answer(default="approve", by="Ana")), run)
    print(final["delivered"])
    return Path(final["delivered"])


if __name__ == "__main__":
    main(create_chat_model(*sys.argv[1:2]))
