"""A coffee roaster, Mirelle, with everything that a rule may ask of a brand; English and French."""

from datetime import date
from decimal import Decimal

from creative_agents.channels import load
from creative_agents.domain.asset import Asset, AssetField, CopyDeck, Variant
from creative_agents.domain.base import Language
from creative_agents.domain.brand import (
    Audience,
    Brand,
    Claim,
    Competitor,
    Identity,
    Offer,
    Product,
    Proof,
    Quote,
    Term,
    Voice,
)
from creative_agents.domain.brief import Brief, Flight, Mandatory, StartFrom
from creative_agents.domain.money import Money
from creative_agents.domain.review import Finding
from creative_agents.policies import check
from creative_agents.policies.base import DeckContext, PolicyContext

TODAY = date(2026, 11, 22)
SANTE = "Pour votre santé, évitez de grignoter entre les repas."
LOCKED = {"en": "Wake up slowly, on purpose.", "fr": "Le matin mérite mieux qu\u2019un café."}


def _claim(id: str, text: str, *wording: str, **more: object) -> Claim:
    proof = Proof(statement=text, source="audit.pdf", date=date(2026, 3, 1))
    return Claim.model_validate(
        {"id": id, "text": text, "proof": proof, "wording": wording, **more}
    )


PRODUCTS = (
    Product(
        id="lent",
        name="Lent",
        description="Un café en grains torréfié à Lyon, en sachet de 250 g.",
        facts=("Torréfié 18 minutes.", "Ouvert du mardi au samedi de 8 h à 19 h."),
        benefits=("Moins amer.",),
    ),
    Product(
        id="slow",
        name="Slow",
        description="Whole bean coffee roasted in Lyon, in a 250 g bag.",
        facts=("Roasted for 18 minutes.", "Open Tuesday to Saturday, 8am to 7pm."),
    ),
    Product(id="aube", name="Projet Aube", description="Un café soluble.", confidential=True),
)
OFFERS = (
    Offer(
        id="duo",
        products=("lent",),
        name="Duo",
        price=Money(amount=Decimal("19.90")),
        reference_price=Money(amount=Decimal("24.90")),
        start=date(2026, 11, 1),
        end=date(2026, 12, 24),
        conditions="Livraison offerte dès 35 €. Free delivery over €35.",
        cta="Commander",
    ),
    Offer(
        id="rentree",
        name="Rentrée",
        price=Money(amount=Decimal("9.90")),
        start=date(2026, 9, 1),
        end=date(2026, 9, 30),
    ),
    Offer(id="filtre", name="Filtre", price=Money(amount=Decimal("12.50"))),
)
CLAIMS = (
    _claim("prix", "Meilleur café de Lyon 2026, prix Grains d\u2019or", "Best coffee in Lyon 2026"),
    _claim("recycle", "Un sachet recyclable", "A recyclable bag"),
    _claim("clients", "12 000 clients", "12,000 customers"),
    _claim("ancien", "Le café le plus vendu de Lyon", expires=date(2026, 6, 30)),
    _claim("suisse", "Roasted with hydro power", markets=("CH",)),
    _claim("secret", "Un café sans caféine en préparation", confidential=True),
    _claim("garantie", "Sachet remboursé, garanti 30 jours", "Guaranteed for 30 days, or refunded"),
)
QUOTES = (
    Quote(
        id="nadia",
        text="Je ne bois plus mon café debout.",
        author="Nadia R.",
        consent="mail du 2 mars 2026",
    ),
    Quote(
        id="tom",
        text="I stopped drinking my coffee standing up.",
        author="Tom B.",
        consent="mail of 2 March 2026",
    ),
)
TERMS = (
    Term(use="torréfacteur", avoid=("brûleur",), language="fr", reason="Le mot du métier."),
    Term(
        use="guest", avoid=("customer", "punter"), language="en", exceptions=("customer service",)
    ),
    Term(avoid=("addict", "dosette")),
    Term(use="mouture à la demande", avoid=("café moulu",), language="fr"),
    Term(use="e-mail", avoid=("mail",)),
)


def shop(language: Language = "fr", **changes: object) -> Brand:
    """The brand, in the language of its findings."""
    told: dict[str, object] = {
        "id": "mirelle",
        "identity": Identity(name="Mirelle", legal_name="Mirelle SAS"),
        "language": language,
        "markets": ("FR", "GB"),
        "postal_address": "4 rue des Tables, 69001 Lyon",
        "sender": "Mirelle",
        "voice": Voice(summary="Calm.", address="vous"),
        "terms": TERMS,
        "products": PRODUCTS,
        "offers": OFFERS,
        "claims": CLAIMS,
        "quotes": QUOTES,
        "audiences": (
            Audience(id="jeunes", name="Étudiants", description="18 à 25 ans.", address="tu"),
        ),
        "competitors": (
            Competitor(name="Orange Grain", lines=("Le café qui va vite",)),
            Competitor(name="Vélo"),
        ),
    }
    return Brand.model_validate({**told, **changes})


def brief(language: Language = "fr", **changes: object) -> Brief:
    """A brief for the Duo offer."""
    told: dict[str, object] = {
        "title": "Noël lent",
        "language": language,
        "market": "FR" if language == "fr" else "GB",
        "business_problem": "40 % des paniers sont abandonnés.",
        "objective": "Faire goûter le Duo.",
        "offers": ("duo",),
        "flight": Flight(start=date(2026, 12, 1), end=date(2026, 12, 20)),
    }
    return Brief.model_validate({**told, **changes})


def mandatory(text: str, *channels: str) -> dict[str, object]:
    """What a brief needs to carry a mandatory line."""
    return {"mandatories": (Mandatory(text=text, channels=channels),)}


def locked(language: Language) -> dict[str, object]:
    """What a brief needs to start from a person's own line."""
    return {"start_from": StartFrom(kind="line", text=LOCKED[language])}


def asset(channel: str, language: Language, **texts: str) -> Asset:
    """An asset with one text a field."""
    fields = tuple(AssetField(name=name, text=text) for name, text in texts.items())
    return Asset(channel=channel, language=language, fields=fields)


def variant(piece: Asset, id: str = "", **more: object) -> Variant:
    """A variant around an asset."""
    told = {"id": id or f"{piece.channel}/1", "asset": piece, "idea": "An idea.", **more}
    return Variant.model_validate(told)


def context(piece: Asset, **more: object) -> PolicyContext:
    """The context of a piece: the shop in the piece's language, the brief, today."""
    told: dict[str, object] = {
        "brand": shop(piece.language),
        "channel": load(piece.channel),
        "today": TODAY,
        "brief": brief(piece.language),
        **more,
    }
    return PolicyContext(**told)  # type: ignore[arg-type]


def said(
    text: str, language: Language, *, channel: str = "landing_hero", **more: object
) -> tuple[Finding, ...]:
    """What every rule says of one line, standing where a headline or a text stands."""
    field = {"landing_hero": "headline", "meta_feed": "primary_text", "sms": "body"}[channel]
    piece = asset(channel, language, **{field: text})
    found = check(piece, context(piece, **more))
    return tuple(f for f in found if not f.rule.startswith(("required_fields", "limits")))


def deck(*variants: Variant) -> CopyDeck:
    """A deck of variants."""
    return CopyDeck(variants=variants)


def deck_context(language: Language = "fr") -> DeckContext:
    """The context of a deck: the shop, the brief, today."""
    names = ("landing_hero", "meta_feed", "google_rsa", "email")
    return DeckContext(
        brand=shop(language),
        channels={name: load(name) for name in names},
        today=TODAY,
        brief=brief(language),
    )
