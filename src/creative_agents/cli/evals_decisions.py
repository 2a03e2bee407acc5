"""What people decided on a run, as gold candidates and as labels: the work of `eval decisions`."""

from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from creative_agents.errors import InputError

if TYPE_CHECKING:
    from creative_agents.domain.campaign import Campaign


def export_decisions(
    record: Path, *, brand: str, licence: str, gold: Path, labels: Path
) -> tuple[int, int]:
    """Write what people decided on the pieces of a run.

    Args:
        record: The run's ``campaign.json``.
        brand: The brand folder, as the cases should name it.
        licence: Under which licence the cases may be used.
        gold: Where the candidates are written, one a line; what was there is replaced.
        labels: Where labels are added; one that is there is not added again.

    Returns:
        How many candidates, and how many labels.

    Raises:
        InputError: The record cannot be read, or nobody decided in person.
    """
    from creative_agents.evals.exports import decision_labels, gold_candidates
    from creative_agents.evals.labels import add_label, load_labels
    from creative_agents.graphs.store import RunStore

    campaign = _campaign(record)
    with RunStore.open() as store:
        rows = store.book.of_run(campaign.run_id)
    cases = gold_candidates(campaign, rows, brand=brand, licence=licence)
    if not cases:
        raise InputError(
            f"nobody decided on a piece of the run {campaign.run_id!r} in person: what a policy "
            "answers is no label"
        )
    gold.parent.mkdir(parents=True, exist_ok=True)
    gold.write_text("".join(f"{case.model_dump_json()}\n" for case in cases), encoding="utf-8")
    known, made = load_labels(labels), decision_labels(rows)
    for label in made:
        if label not in known:
            add_label(labels, label)
    return len(cases), len(made)


def _campaign(record: Path) -> "Campaign":
    from creative_agents.domain.campaign import Campaign

    try:
        return Campaign.model_validate_json(record.read_text(encoding="utf-8"))
    except (OSError, ValidationError) as error:
        raise InputError(
            f"{str(record)!r} is no record of a run; give the campaign.json of a delivery"
        ) from error
