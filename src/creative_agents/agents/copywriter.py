"""The copywriter: one variant of one piece, carried by one idea."""

from collections.abc import Container, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Annotated, Any, Final, Literal

from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import Runnable, RunnableConfig
from pydantic import Field, create_model

from creative_agents.brands.digest import brand_digest, brief_digest, claims, offers
from creative_agents.brands.owned import landing_page, owned_texts, plain_text
from creative_agents.domain.asset import Asset, AssetField, Variant
from creative_agents.domain.base import Language, Model, Text
from creative_agents.domain.brand import Brand
from creative_agents.domain.brief import Brief
from creative_agents.domain.channel import Channel, FormatField
from creative_agents.domain.measure import measure
from creative_agents.domain.review import Finding
from creative_agents.domain.strategy import Route, Strategy
from creative_agents.drafting.copy import CopyDrafter, Piece
from creative_agents.llm.profile import Profile, profile_of
from creative_agents.llm.prompt import Block, Prompt
from creative_agents.llm.runnable import async_runnable
from creative_agents.llm.structured import Request, structured_agent

NAME: Final = "copywriter"

PLAIN_TEXT: Final = "plain_text"
"""The field of a mail that repeats the others without layout; it is composed, not written."""

LEVERS: Final[dict[Language, tuple[str, ...]]] = {
    "en": ("proof", "ease", "belonging", "curiosity", "pride", "relief"),
    "fr": ("preuve", "facilité", "appartenance", "curiosité", "fierté", "soulagement"),
}
"""What a variant can work with; siblings get different ones, so that they differ by an idea."""

PROMPT: Final[dict[Language, str]] = {
    "en": """\
You are the senior copywriter of a creative department. You write one piece that a director will \
read next to its siblings, and that people will read in two seconds, on a phone, not asked for.

- One idea for the piece, born of the route and the insight. Say it in one sentence.
- Write as the brand writes: its voice, its words, its learned rules. Concrete nouns, active verbs, \
the reader's own words before ours. Nothing that a competitor could sign.
- Every fact, number, price, date and name comes from the brief or the brand. If a fact is missing, \
write without it. A claim is used only if the ledger holds it; give its id.
- A quotation or a review comes from the brand's folder, letter for letter, or is not there.
- Respect every limit: they count characters, spaces included. Write shorter rather than cut. Every \
text is whole: no cut word, no cut sentence, no placeholder.
- The mandatories stand word for word.
- Never address the reader's fear or shame; never shout: no capitals, no rows of exclamation marks.
- Texts of one field must not repeat each other.
- Describe the picture for an art director, the words on it, and what it shows for those who do \
not see it.""",
    "fr": """\
Vous êtes concepteur-rédacteur senior dans un département de création. Vous écrivez une pièce \
qu'une direction lira à côté de ses sœurs, et que les gens liront en deux secondes, sur un \
téléphone, sans l'avoir demandée.

- Une idée pour la pièce, née de la piste et de l'insight. Dites-la en une phrase.
- Écrivez comme la marque écrit : sa voix, ses mots, ses règles apprises. Des noms concrets, des \
verbes actifs, les mots du lecteur avant les nôtres. Rien qu'un concurrent puisse signer.
- Chaque fait, chiffre, prix, date et nom vient du brief ou de la marque. S'il manque un fait, \
écrivez sans lui. Une allégation ne sert que si le registre la contient ; donnez son identifiant.
- Une citation ou un avis vient du dossier de la marque, à la lettre, ou n'y est pas.
- Respectez chaque limite : elle compte les caractères, espaces compris. Écrivez plus court plutôt \
que de couper. Chaque texte est entier : ni mot coupé, ni phrase coupée, ni texte à remplir.
- Les mentions obligatoires figurent mot pour mot.
- Ne jouez ni sur la peur ni sur la honte ; ne criez pas : ni capitales, ni rangées de points \
d'exclamation.
- Les textes d'un même champ ne se répètent pas.
- Français naturel, pensé en français : accents, apostrophes, espaces insécables devant « : ; ? ! ».
- Décrivez l'image pour un directeur artistique, les mots qui y figurent, et ce qu'elle montre pour \
qui ne la voit pas.""",
}

TASK: Final[dict[Language, str]] = {
    "en": "Write variant {number} for {channel}. Lever: {lever}. Its siblings work with other "
    "levers: {others}.",
    "fr": "Écrivez la variante {number} pour {channel}. Ressort : {lever}. Ses sœurs jouent sur "
    "d'autres ressorts : {others}.",
}

LOCKED: Final[dict[Language, str]] = {
    "en": " The {kind} under locked belongs to a person: if it stands in the piece it stands "
    "letter for letter, and what you write extends it.",
    "fr": " Ce qui figure sous locked appartient à une personne : si cela figure dans la pièce, "
    "c'est à la lettre, et ce que vous écrivez le prolonge.",
}

REVISED: Final[dict[Language, str]] = {
    "en": " The last version is under last; change what the remarks under remarks ask, keep the "
    "rest.",
    "fr": " La version précédente est sous last ; changez ce que demandent les remarques sous "
    "remarks, gardez le reste.",
}


class CopyRequest(Request):
    """One variant to write."""

    brief: Brief
    """What was asked."""
    brand: Brand
    """For whom."""
    strategy: Strategy
    """What was approved."""
    route: Route
    """The idea that every piece carries."""
    channel: Channel
    """Where it runs, with its limits."""
    number: int = Field(default=1, ge=1)
    """Which variant of the channel, from 1."""
    last: Variant | None = None
    """The version that was sent back."""
    remarks: tuple[str, ...] = ()
    """Why it was sent back: findings and a person's note."""
    memory: tuple[str, ...] = ()
    """Passages of the brand's memory that bear on this brief, each with its source."""
    on: date
    """The day on which the copy is written."""

    @property
    def lever(self) -> str:
        """What this variant works with."""
        levers = LEVERS[self.language]
        return levers[(self.number - 1) % len(levers)]


class CopyNotes(Model):
    """What the copywriter says about a piece, beside its texts."""

    idea: Text
    """The idea, in one sentence."""
    insight_served: Text
    """Which human truth it serves."""
    difference: Text
    """What sets it apart from variants that use another lever."""
    claims_used: tuple[str, ...]
    """Ids of the claims of the ledger that the texts use; empty when none."""
    offer: str | None
    """Id of the offer that the texts name; null when none."""
    visual: Text
    """What the picture shows: subject, place, light, framing."""
    on_image: str
    """Words on the picture; empty when none."""
    alt_text: Text
    """What the picture shows, in one sentence, for those who do not see it."""


def create_copywriter(model: BaseChatModel) -> Runnable[CopyRequest, Variant]:
    """Make the agent that writes one variant of one piece.

    Args:
        model: Any chat model.

    Returns:
        A Runnable from a request to a `Variant` whose id is ``<channel>/<number>``. Its texts
        keep the channel's hard limits, or the model was told of it once and failed again.
    """
    profile = profile_of(model)
    if profile.kind == "small":
        return _small_copywriter(model, profile)
    writer = structured_agent(
        model,
        name=NAME,
        render=_render,
        output=_answer_type,
        check=_complaints,
        temperature=0.9,
    )

    async def write(request: CopyRequest, config: RunnableConfig) -> Variant:
        answer = await writer.ainvoke(request, config)
        return _variant(request, answer, written_by=profile.name, draft=profile.draft)

    return async_runnable(write, name=NAME)


def _small_copywriter(model: BaseChatModel, profile: Profile) -> Runnable[CopyRequest, Variant]:
    drafter = CopyDrafter(model, name=NAME)

    async def write(request: CopyRequest, config: RunnableConfig) -> Variant:
        piece = Piece(
            brand=request.brand,
            brief=request.brief,
            channel=request.channel,
            number=request.number,
            lever=request.lever,
            round=request.round,
            on=request.on,
            insight=request.strategy.insight.statement,
            written_by=profile.name,
        )
        return await drafter.draft(piece, config)

    return async_runnable(write, name=NAME)


def _render(request: CopyRequest) -> Prompt:
    data = {
        "brand": brand_digest(request.brand, request.brief, on=request.on),
        "brief": brief_digest(request.brief),
        "strategy": strategy_lines(request.strategy, request.route),
    }
    if request.memory:
        data["memory"] = "\n".join(request.memory)
    data["format"] = format_lines(request.channel, request.language, owned=_owned(request))
    if request.brief.start_from:
        data["locked"] = request.brief.start_from.text
    if request.last:
        data["last"] = asset_lines(request.last.asset)
        data["remarks"] = "\n".join(request.remarks)
    return Prompt(
        instructions=PROMPT[request.language],
        data=tuple(Block(name, text) for name, text in data.items()),
        task=_task(request),
    )


def _task(request: CopyRequest) -> str:
    language = request.language
    others = ", ".join(lever for lever in LEVERS[language] if lever != request.lever)
    task = TASK[language].format(
        number=request.number,
        channel=request.channel.label.in_(language),
        lever=request.lever,
        others=others,
    )
    if start := request.brief.start_from:
        task += LOCKED[language].format(kind=start.kind)
    return task + (REVISED[language] if request.last else "")


def strategy_lines(strategy: Strategy, route: Route) -> str:
    """Write a strategy as a maker reads it: insight, promise, route, messages, limits."""
    lines = [
        f"insight: {strategy.insight.statement}",
        f"proposition: {strategy.proposition.statement}",
        f"route: {route.name}. {route.idea}",
    ]
    if route.tagline:
        lines.append(f"tagline: {route.tagline}")
    for message in strategy.messages:
        proofs = ", ".join(reason.claim for reason in message.reasons)
        lines.append(f"message: {message.message}" + (f" [{proofs}]" if proofs else ""))
    lines.extend(f"not said: {item}" for item in strategy.not_said)
    return "\n".join(lines)


def format_lines(channel: Channel, language: Language, *, owned: Container[str] = ()) -> str:
    """Write a format as a copywriter reads it: a line a field to write, with its limits."""
    fields = (field for field in channel.format.fields if field.name not in owned)
    lines = [f"{field.name}: {_purpose(field, language)}" for field in fields]
    lines.extend(rule.in_(language) for rule in channel.format.rules)
    return "\n".join(lines)


def asset_lines(asset: Asset) -> str:
    """Write a piece as a reviewer reads it: a line a text, with its place."""
    return "\n".join(f"{field.place}: {field.text}" for field in asset.fields)


def remark_lines(findings: tuple[Finding, ...]) -> tuple[str, ...]:
    """Write findings as remarks that a copywriter can act on."""
    return tuple(
        f"{item.field}: {item.message}"
        + (f" «{item.quote}»" if item.quote else "")
        + (f" → {item.fix}" if item.fix else "")
        for item in findings
    )


def _purpose(field: FormatField, language: Language) -> str:
    limits = "; ".join(
        f"{limit.level} {limit.min or 0}-{limit.max} {limit.unit}"
        for limit in field.limits
        if limit.max
    )
    count = f" x{field.count}" if field.max_count > 1 else ""
    choices = f" ({', '.join(field.choices)})" if field.choices else ""
    return f"{field.purpose.in_(language)}{count}{choices}" + (f" [{limits}]" if limits else "")


def _answer_type(request: CopyRequest) -> type[CopyNotes]:
    return answer_type(request.channel, request.language, frozenset(_owned(request)))


@lru_cache(maxsize=256)
def answer_type(
    channel: Channel, language: Language, owned: frozenset[str] = frozenset()
) -> type[CopyNotes]:
    """Make the shape of an answer for one channel: its fields, then the notes.

    Args:
        channel: The channel.
        language: The language of the field descriptions.
        owned: Fields that are taken from the brand folder and not asked for.

    Returns:
        A pydantic model whose field descriptions carry the purpose and the limits; the same
        arguments give the same type.
    """
    fields: dict[str, Any] = {
        field.name: _field_definition(field, language)
        for field in channel.format.fields
        if field.name not in owned
    }
    return create_model(f"Copy_{channel.name}", __base__=CopyNotes, **fields)


def _field_definition(field: FormatField, language: Language) -> tuple[Any, Any]:
    kind: Any = Literal[field.choices] if field.choices else str
    if field.max_count == 1:
        purpose = _purpose(field, language)
        return (kind if field.min_count else kind | None, Field(description=purpose))
    text = Annotated[kind, Field(description=_purpose(field, language))]
    label = field.label.in_(language)
    most = max(field.min_count, field.count)
    return tuple[text, ...], Field(min_length=field.min_count, max_length=most, description=label)


def _owned(request: CopyRequest) -> dict[str, str]:
    owned = owned_texts(request.brand, request.brief, request.channel)
    if any(field.name == PLAIN_TEXT for field in request.channel.format.fields):
        owned[PLAIN_TEXT] = ""
    return owned


def _texts(request: CopyRequest, answer: CopyNotes) -> Iterator[AssetField]:
    owned = _owned(request)
    for field in request.channel.format.fields:
        value = owned.get(field.name) or getattr(answer, field.name, None)
        texts = () if value is None else (value,) if isinstance(value, str) else tuple(value)
        for index, text in enumerate(texts, start=1):
            if text.strip():
                yield AssetField(name=field.name, index=index, text=text.strip())
    if PLAIN_TEXT in owned:
        yield AssetField(name=PLAIN_TEXT, text=_plain_text(request, answer, owned))


def _plain_text(request: CopyRequest, answer: CopyNotes, owned: Mapping[str, str]) -> str:
    body, cta = (str(getattr(answer, name, "")) for name in ("body", "cta"))
    link = landing_page(request.brand, request.brief)
    footer = owned.get("footer", str(getattr(answer, "footer", "")))
    return plain_text(body, cta, link, footer, request.brief.language)


def _complaints(request: CopyRequest, answer: CopyNotes) -> tuple[str, ...]:
    return (
        *_limit_complaints(request, answer),
        *_reference_complaints(request, answer),
    )


def _limit_complaints(request: CopyRequest, answer: CopyNotes) -> Iterator[str]:
    for text in _texts(request, answer):
        limit = request.channel.format.field(text.name).limit("hard")
        if limit is None or limit.max is None:
            continue
        if (length := measure(text.text, limit.unit)) > limit.max:
            yield f"{text.place} has {length} {limit.unit}, at most {limit.max}: «{text.text}»"


def _reference_complaints(request: CopyRequest, answer: CopyNotes) -> Iterator[str]:
    ledger = {claim.id for claim in claims(request.brand, request.brief, on=request.on)}
    for claim in answer.claims_used:
        if claim not in ledger:
            yield f"claims_used: {claim!r} is not in the ledger, which has {', '.join(sorted(ledger))}"
    running = {offer.id for offer in offers(request.brand, request.brief, on=request.on)}
    if answer.offer and answer.offer not in running:
        known = ", ".join(sorted(running)) or "none"
        yield f"offer: {answer.offer!r} does not run; what runs: {known}"


def _variant(request: CopyRequest, answer: CopyNotes, *, written_by: str, draft: bool) -> Variant:
    return Variant(
        id=f"{request.channel.name}/{request.number}",
        round=request.round,
        asset=Asset(
            channel=request.channel.name,
            language=request.language,
            fields=tuple(_texts(request, answer)),
        ),
        idea=answer.idea,
        lever=request.lever,
        insight_served=answer.insight_served,
        difference=answer.difference,
        claims_used=answer.claims_used,
        offer=answer.offer,
        visual=answer.visual,
        on_image=answer.on_image,
        alt_text=answer.alt_text,
        written_by=written_by,
        draft=draft,
    )
