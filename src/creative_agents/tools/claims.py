"""Claims: what a piece says that can be checked, and what of the folder proves it."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal

from creative_agents.domain.asset import Asset
from creative_agents.domain.base import Confidence, Model, Text
from creative_agents.domain.brand import Brand, ClaimKind
from creative_agents.policies.claims import LedgerEntry, Matched, Standing, match_by_rule

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings
    from langchain_core.language_models import BaseChatModel

Match = Literal["rule", "embedding", "model"]
"""How an entry was found: by its words and figures, by likeness of meaning, or by a judgement."""


class Evidence(Model):
    """An entry of the folder, quoted."""

    id: Text
    """Where it stands: ``claims/fresh``, ``offers/spring``, ``products/lamp``, ``quotes/anna``."""
    text: Text
    """What may be said."""
    statement: str
    """What substantiates it; of a quote, its author's consent."""
    source: str
    """Who established it, where it can be read; of a quote, its author."""
    date: date | None
    """When it was established."""


class ClaimStatus(Model):
    """One checkable claim of a piece, and whether it may be said."""

    field: Text
    """Place in the asset: ``headline[3]``."""
    start: int
    """First code point of the words that claim."""
    end: int
    """Code point after them."""
    quote: Text
    """The words, letter for letter."""
    family: ClaimKind
    """What kind of claim it is, which says what proof it needs."""
    status: Standing
    """``proved``, ``expired``, ``not_for_market`` or ``unproved``."""
    entry: Evidence | None = None
    """What proves it, or proved it, or proves it elsewhere. Of an unproved claim: what it looks
    like, for a person to confirm; absent where it looks like nothing."""
    matched: Match | None = None
    """How the entry was found; absent where there is none."""
    sure: Confidence | None = None
    """``high``: the words of the entry; ``medium``: a model's judgement that the rules allow, or
    whole sentences of a quote; ``low``: a likeness, which proves nothing."""


def read_claims(  # noqa: PLR0913 - what is read, against what, by whom
    asset: Asset,
    brand: Brand,
    *,
    market: str,
    on: date,
    embeddings: "Embeddings | None" = None,
    model: "BaseChatModel | None" = None,
) -> tuple[ClaimStatus, ...]:
    """Find the checkable claims of a piece and match each to the brand's folder.

    First by rule: the wording of an entry, word for word with its figures and units, in a
    sentence that neither denies, limits nor asks. What no rule proves, an embedding may name an
    entry for, as a likeness and never as a proof; then a model is asked whether the claim follows
    from an entry. Its yes counts where it quotes both letter for letter and a rule finds the same
    figures, units, negations and family in both; without that the claim stays unproved.

    Args:
        asset: The copy.
        brand: Whose folder it is. What it marks confidential or under embargo reaches neither
            the embedding nor the model.
        market: ISO 3166-1 code of the market where the copy runs: ``"FR"``.
        on: The first day on which the copy may be read.
        embeddings: Any LangChain embeddings; absent: no likeness by meaning.
        model: Any LangChain chat model; absent, or a small one, which cannot judge: no judgement.

    Returns:
        The claims in the order of the piece.

    Raises:
        ModelError: The model gave no usable answer.
        BudgetError: The run's budget does not allow the call.
    """
    found = match_by_rule(asset, brand, market=market, on=on)
    if embeddings is None and model is None:
        return tuple(_told(matched, "rule") for matched in found)
    from creative_agents.llm.background import run_sync  # noqa: PLC0415 - loads langchain

    return run_sync(
        aread_claims(asset, brand, market=market, on=on, embeddings=embeddings, model=model)
    )


async def aread_claims(  # noqa: PLR0913 - the arguments of `read_claims`
    asset: Asset,
    brand: Brand,
    *,
    market: str,
    on: date,
    embeddings: "Embeddings | None" = None,
    model: "BaseChatModel | None" = None,
) -> tuple[ClaimStatus, ...]:
    """Find and match the claims of a piece; see `read_claims`."""
    found = match_by_rule(asset, brand, market=market, on=on)
    told = {place: _told(matched, "rule") for place, matched in enumerate(found)}
    open_claims = {place: m for place, m in enumerate(found) if m.standing == "unproved"}
    near: dict[int, tuple[LedgerEntry, ...]] = {}
    if embeddings is not None and open_claims:
        from creative_agents.tools._likeness import alike  # noqa: PLC0415 - loads langchain

        near = await alike(open_claims, brand, embeddings, on=on)
        for place, (like, *_) in ((p, ranked) for p, ranked in near.items() if ranked):
            if open_claims[place].entry is None:
                told[place] = _told(open_claims[place], "embedding", entry=like)
    if model is not None and open_claims:
        from creative_agents.tools._entailment import judged  # noqa: PLC0415 - loads langchain

        said = await judged(open_claims, near, asset, brand, model, market=market, on=on)
        for place, (entry, standing) in said.items():
            told[place] = _told(open_claims[place], "model", entry=entry, standing=standing)
    return tuple(told.values())


def _told(
    matched: Matched,
    how: Match,
    *,
    entry: LedgerEntry | None = None,
    standing: Standing | None = None,
) -> ClaimStatus:
    place, held = matched.place, entry or matched.entry
    sure: Confidence = matched.sure if how == "rule" else "medium" if how == "model" else "low"
    return ClaimStatus(
        field=place.field.place,
        start=place.start or 0,
        end=place.end or 0,
        quote=place.quote,
        family=matched.kind,
        status=standing or matched.standing,
        entry=_evidence(held) if held else None,
        matched=how if held else None,
        sure=sure if held else None,
    )


def _evidence(entry: LedgerEntry) -> Evidence:
    return Evidence(
        id=entry.id,
        text=entry.wordings[0],
        statement=entry.statement,
        source=entry.source,
        date=entry.date,
    )


def unproved(statuses: Sequence[ClaimStatus]) -> tuple[ClaimStatus, ...]:
    """Keep the claims that may not be said as they stand: everything that is not proved."""
    return tuple(status for status in statuses if status.status != "proved")
