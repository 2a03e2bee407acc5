"""A campaign on the example brand that waits at its gates, in a store of its own."""

from pathlib import Path

from creative_agents.approvals.question import Question
from creative_agents.brands.briefs import load_brief
from creative_agents.brands.loader import load_brand
from creative_agents.domain.approval import Answer
from creative_agents.graphs.campaign import CampaignOptions, create_campaign_nodes
from creative_agents.graphs.runner import CampaignRunner
from creative_agents.graphs.store import RunStore
from creative_agents.llm.models import create_chat_model

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
BRIEF = EXAMPLES / "briefs" / "larkwick-bring-the-old-one.yml"


def runner_of(
    base_url: str, folder: Path, *, book: str | None = None, options: CampaignOptions | None = None
) -> CampaignRunner:
    """Take the department up, as a process that starts does.

    Args:
        base_url: The model's server.
        folder: Where runs are kept, and deliveries written.
        book: Where the approvals book is; absent: in the runs' own file.
        options: What else is set.
    """
    file = folder / "runs.sqlite"
    given: CampaignOptions = {
        **(options or {}),
        "store": RunStore.open(file, approvals=book),
        "out": folder / "out",
    }
    model = create_chat_model("openai:fake", base_url=base_url, api_key="none")
    nodes = create_campaign_nodes(
        model, brand=load_brand(EXAMPLES / "brands" / "larkwick"), **given
    )
    return CampaignRunner(nodes)


def approval(question: Question) -> Answer:
    """Approve everything, by the recommended route."""
    return Answer(default="approve", choice=question.recommended, by="Ana")


def to_copy_gate(runner: CampaignRunner, run_id: str) -> Question:
    """Start a campaign and go to its copy gate; gives the question that waits there."""
    standing = runner.start(load_brief(BRIEF), run_id)
    while standing.question is not None and standing.question.gate != "copy":
        standing = runner.answer(run_id, approval(standing.question))
    if standing.question is None:
        raise RuntimeError(f"the campaign ended as {standing.status!r} before its copy gate")
    return standing.question


def delivered(out: Path) -> list[str]:
    """Name the deliveries; what is half-written or stands beside counts too."""
    return sorted(path.name for path in out.iterdir()) if out.is_dir() else []
