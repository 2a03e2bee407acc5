from datetime import UTC, datetime
from typing import Any

from campaign_house import department, make_brand, make_brief

from creative_agents.domain.approval import Answer, Decision
from creative_agents.domain.asset import AssetField
from creative_agents.evals.exports import decision_labels, gold_candidates
from creative_agents.evals.gold import GoldCase
from creative_agents.graphs.campaign import create_campaign_nodes
from creative_agents.graphs.runner import CampaignRunner
from creative_agents.graphs.store import RunStore
from creative_agents.testing.scripted_model import ScriptedChatModel


def decided(*answers: Answer) -> Any:
    """Run a campaign to its end with these answers; give its runner and where it stands."""
    nodes = create_campaign_nodes(
        ScriptedChatModel(answers=[]),
        brand=make_brand(),
        channels=["x_post"],
        store=RunStore.in_memory(),
        **department(),
    )
    runner = CampaignRunner(nodes)
    standing = runner.start(make_brief(), "winter")
    for answer in answers:
        standing = runner.answer("winter", answer)
    return runner, standing


def test_what_a_person_decided_is_a_gold_candidate_and_a_label() -> None:
    """Approved is acceptable; corrected is acceptable as corrected, and was not good as shown."""
    runner, standing = decided(Answer(default="approve", choice="a", by="ana"))
    shown = standing.question.pieces
    field = AssetField(name="text", index=1, text="Leave it before work. Ride it home.")
    edit = Decision(piece=shown[0], verdict="edit", fields=(field,), note="Shorter.")
    standing = runner.answer("winter", Answer(default="approve", decisions=(edit,), by="ana"))
    rows = runner.nodes.store.book.of_run("winter")

    cases = gold_candidates(standing.campaign, rows, brand="brands/spoke", licence="LicenseRef-own")
    labels = decision_labels(rows)

    assert all(isinstance(case, GoldCase) for case in cases)
    assert {case.labelled_by for case in cases} == {"person"}
    first = cases[0].wants.acceptable[0]
    assert field.text in first.words()
    assert {label.passed for label in labels if label.why == "Shorter."} == {False}
    assert len(labels) == len(shown)
    assert all(label.by == "ana" and label.at <= datetime.now(UTC) for label in labels)
