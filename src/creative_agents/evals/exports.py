"""What a person decided at the gates, as gold candidates and as labels for a judge.

Candidates are for a person to finish: they say what was approved and refused, and not yet why
that is right for every brief.
"""

from collections.abc import Iterable, Iterator, Sequence

from creative_agents.approvals.answering import decisions
from creative_agents.approvals.approved import edited, shown_variants
from creative_agents.approvals.question import Approval
from creative_agents.domain.approval import Decision
from creative_agents.domain.asset import Variant
from creative_agents.domain.campaign import Campaign
from creative_agents.evals.expected import Sample
from creative_agents.evals.gold import GoldCase
from creative_agents.evals.labels import HumanLabel, output_hash


def gold_candidates(
    campaign: Campaign, rows: Iterable[Approval], *, brand: str, licence: str
) -> tuple[GoldCase, ...]:
    """Make a copywriter's case of each channel that a person decided on.

    Approved pieces, and pieces as they were corrected, are acceptable answers; those refused stand
    under ``refused`` with the person's words.

    Args:
        campaign: The record of the run.
        rows: Its rows in the approvals book.
        brand: The brand folder, as the case should name it.
        licence: Under which licence the case may be used: the texts are the brand's own.
    """
    decided = list(_decided(rows))
    channels = dict.fromkeys(shown.asset.channel for _, shown, _ in decided)
    return tuple(
        _candidate(
            campaign,
            channel,
            [one for one in decided if one[1].asset.channel == channel],
            brand=brand,
            licence=licence,
        )
        for channel in channels
    )


def decision_labels(rows: Iterable[Approval]) -> tuple[HumanLabel, ...]:
    """Make a label of each decision on a piece: good as it was shown, or not.

    A correction is no approval of what was shown. An answer that nobody gave in person, the
    brand's policy for one, is no label.

    Args:
        rows: Rows of the approvals book.
    """
    return tuple(
        HumanLabel(
            case=shown.id.replace("/", "-"),
            output_hash=output_hash([shown.model_dump(mode="json")]),
            passed=decision.verdict == "approve",
            by=row.answer.by or "unnamed",
            why=decision.note,
            at=row.decided_at,
        )
        for row, shown, decision in _decided(rows)
        if row.answer is not None and row.decided_at is not None
    )


def _decided(rows: Iterable[Approval]) -> Iterator[tuple[Approval, Variant, Decision]]:
    for row in rows:
        if row.question.gate != "copy" or row.answer is None or row.answer.via == "policy":
            continue
        shown = shown_variants(row.question)
        for piece, decision in decisions(row.question, row.answer).items():
            yield row, shown[piece], decision


def _candidate(
    campaign: Campaign,
    channel: str,
    decided: Sequence[tuple[Approval, Variant, Decision]],
    *,
    brand: str,
    licence: str,
) -> GoldCase:
    good: list[Sample] = []
    refused: list[Sample] = []
    for _, shown, decision in decided:
        if decision.verdict in {"approve", "edit"}:
            right = edited(shown, decision.fields) if decision.verdict == "edit" else shown
            good.append(_sample(right, decision))
        if decision.verdict != "approve":
            refused.append(_sample(shown, decision))
    held = {"acceptable": good, "refused": refused}
    return GoldCase.model_validate(
        {
            "id": f"{campaign.run_id}-{channel}".lower().replace("/", "-")[:64],
            "agent": "copywriter",
            "language": campaign.brief.language,
            "brand": brand,
            "provenance": f"decided at the copy gate of the run {campaign.run_id}",
            "licence": licence,
            "labelled_by": "person",
            "why": "decided by a person; say why before it is used",
            "tags": ["candidate"],
            "input": {
                "on": campaign.started_at.date().isoformat(),
                "channel": channel,
                "brief": campaign.brief.model_dump(mode="json", exclude_none=True),
                "strategy": campaign.strategy.model_dump(mode="json"),
            },
            "expected": {
                key: [one.model_dump(mode="json", exclude_defaults=True) for one in samples]
                for key, samples in held.items()
                if samples
            },
        }
    )


def _sample(variant: Variant, decision: Decision) -> Sample:
    fields: dict[str, tuple[str, ...] | str] = {}
    for field in variant.asset.fields:
        fields[field.name] = variant.asset.texts(field.name)
    return Sample(fields=fields, idea=variant.idea, why=decision.note)
