"""A campaign in a notebook: results that show themselves as tables and charts.

Nothing here needs more than a browser: tables are plain HTML, charts plain bars::

    show(campaign)
    findings_table(check(asset, brand))
    limits_chart(campaign.deck)

What waits for a decision shows itself as a card, which decides::

    card = approval_card(Approvals(), "3f2a9c41d07e", person=Person(id="ana"))
    card.revise("shorter", pieces=["email/2"], rest="approve")
"""

from creative_agents.notebook.card import ApprovalCard, approval_card
from creative_agents.notebook.tables import (
    Shown,
    findings_table,
    limits_chart,
    reactions_table,
    show,
)

__all__ = [
    "ApprovalCard",
    "Shown",
    "approval_card",
    "findings_table",
    "limits_chart",
    "reactions_table",
    "show",
]
