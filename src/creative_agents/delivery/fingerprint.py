"""The fingerprint of what is delivered: the same approval always gives the same one."""

import hashlib
import json

from creative_agents.domain.campaign import Campaign

_DELIVERED = {"run_id", "brief", "strategy", "route", "deck", "set_aside", "gates"}


def fingerprint(campaign: Campaign) -> str:
    """Give the SHA-256 of what was approved, without what a restart may change.

    Costs and calls are left out: a run that was killed and resumed replays some of its
    calls, and must still recognise the folder that it had already written. So are values that
    are not set: a release that knows one more field gives the same fingerprint.

    Args:
        campaign: The whole run.

    Returns:
        64 hexadecimal digits.
    """
    content = campaign.model_dump(mode="json", include=_DELIVERED, exclude_defaults=True)
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
