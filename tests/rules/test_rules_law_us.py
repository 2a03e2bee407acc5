"""The law pack of the United States: each rule finds its fault and leaves lawful copy alone."""

from datetime import date

import pytest

from creative_agents.rules import Ruleset, Situation, load_packs

FORBIDDEN = [
    ("EndorsementDisclosure", "influencer_brief", "Show the bag and say what you think.", ""),
    ("EndorsementDisclosure", "influencer_brief", "Montrez le sac et donnez votre avis.", ""),
    ("DisclosureRefused", "influencer_brief", "Post it, no #ad please.", "no #ad"),
    (
        "DisclosureRefused",
        "influencer_brief",
        "Publiez sans mention publicitaire.",
        "sans mention publicitaire",
    ),
    (
        "DisclosureRefused",
        "influencer_brief",
        "It was a present, so there is nothing to disclose.",
        "there is nothing to disclose",
    ),
    (
        "DisclosureRefused",
        "influencer_brief",
        "Pas besoin du mot publicité.",
        "Pas besoin du mot publicité",
    ),
    (
        "DisclosureRefused",
        "influencer_brief",
        "The fee need not be mentioned in the film.",
        "need not be mentioned",
    ),
    (
        "DisclosureRefused",
        "influencer_brief",
        "Keep the fee out of the caption.",
        "Keep the fee out of the caption",
    ),
    ("DrugClaims", "", "A night serum that cures rosacea.", "cures rosacea"),
    ("DrugClaims", "", "It reduces the risk of stroke.", "reduces the risk of stroke"),
    ("DrugClaims", "", "Une crème qui soulage l’eczéma.", "soulage l’eczéma"),
    ("AgencyApproval", "", "Fragrance free and FDA approved.", "FDA approved"),
    ("AgencyApproval", "", "Un sérum approuvé par la FDA.", "approuvé par la FDA"),
    ("MadeInUsa", "", "Made in USA since 1974.", "Made in USA"),
    ("MadeInUsa", "", "Fabriqué aux États-Unis.", "Fabriqué aux États-Unis"),
    ("TypicalResults", "", "I lost it all! Results not typical.", "Results not typical"),
    ("TypicalResults", "", "Les résultats peuvent varier.", "Les résultats peuvent varier"),
    ("PaidReviews", "", "Leave a 5-star review and get a $10 gift.", "5-star review"),
    ("PaidReviews", "", "$10 off for a positive review.", "positive review"),
    ("PaidReviews", "", "Un avis 5 étoiles contre un bon d’achat.", "avis 5 étoiles"),
    ("FreeFootnote", "", "Free* shipping this week.", "Free"),
    ("FreeFootnote", "", "Livraison gratuite* cette semaine.", "gratuite"),
    ("FreeWithFees", "", "A free card, plus a $5 processing fee.", "free"),
    ("FreeWithFees", "", "Une carte gratuite, hors frais de dossier.", "gratuite"),
    ("GeneralEnvironmental", "", "An eco-friendly soap.", "eco-friendly"),
    ("GeneralEnvironmental", "", "Un savon écoresponsable.", "écoresponsable"),
    ("Degradable", "", "A biodegradable bag.", "biodegradable"),
    ("Degradable", "", "Un sac biodégradable.", "biodégradable"),
    ("CarbonOffsets", "", "We offset your flight.", "offset your flight"),
    ("CarbonOffsets", "", "Une livraison neutre en carbone.", "neutre en carbone"),
    ("Substantiation", "", "Clinically proven in two weeks.", "Clinically proven"),
    ("Substantiation", "", "Cliniquement prouvé.", "Cliniquement prouvé"),
    ("ReplySubject", "email", "Re: your order\nNew bags are here.", "Re:"),
    ("ReplySubject", "email", "TR : votre commande", "TR :"),
    (
        "DisclosureRefused",
        "influencer_brief",
        "Never tell people we pay you.",
        "Never tell people we pay you",
    ),
    (
        "DisclosureRefused",
        "influencer_brief",
        "There is no need to mention that you are being paid.",
        "There is no need to mention that you are being paid",
    ),
    (
        "DisclosureRefused",
        "influencer_brief",
        "Please keep quiet about the fee.",
        "Please keep quiet about the fee",
    ),
]

LAWFUL = [
    ("DisclosureRefused", "influencer_brief", "Do not forget to say that we pay you. #ad"),
    ("DisclosureRefused", "influencer_brief", "Say that we pay you, and #ad goes first."),
    ("EndorsementDisclosure", "influencer_brief", "Start with #ad, then show the bag."),
    ("EndorsementDisclosure", "influencer_brief", "Écrivez « Collaboration commerciale »."),
    ("EndorsementDisclosure", "email", "Our new bag is here."),
    ("DisclosureRefused", "influencer_brief", "No post without #ad, no link without a price."),
    ("DisclosureRefused", "influencer_brief", "Pas de filtre, #ad en premier."),
    ("DisclosureRefused", "influencer_brief", "Nothing else to say, and #ad goes first."),
    ("DisclosureRefused", "influencer_brief", "Tell people you were paid and the bag was a gift."),
    ("DrugClaims", "", "It makes no claim about any disease."),
    ("DrugClaims", "", "Une crème qui adoucit la peau."),
    ("AgencyApproval", "", "The FDA has approved no cosmetic; ours is tested by us."),
    ("AgencyApproval", "", "Un sérum approuvé par ma sœur."),
    ("MadeInUsa", "", "Made in USA with imported leather."),
    ("MadeInUsa", "", "Fabriqué aux États-Unis avec du cuir importé."),
    ("TypicalResults", "", "Buyers typically save 12% in a year."),
    ("TypicalResults", "", "Nos clients économisent en général 12 %."),
    ("PaidReviews", "", "Review us, good or bad, and get 5% off."),
    ("PaidReviews", "", "Donnez votre avis, bon ou mauvais."),
    ("FreeFootnote", "", "Free shipping over $50."),
    ("FreeFootnote", "", "Sugar-free* chocolate."),
    ("FreeFootnote", "", "Livraison gratuite dès 50 $."),
    ("FreeWithFees", "", "A free card, with no processing fees."),
    ("FreeWithFees", "", "Une carte gratuite, sans frais de dossier."),
    ("GeneralEnvironmental", "", "An eco-friendly soap, because 80% of it is recycled oil."),
    ("GeneralEnvironmental", "", "A green dress for spring."),
    ("GeneralEnvironmental", "", "Un savon écoresponsable, à 80 % recyclé."),
    ("Degradable", "", "A bag that is biodegradable in home compost within a year."),
    ("Degradable", "", "Un sac biodégradable en douze mois."),
    ("CarbonOffsets", "", "We cut our emissions by 12%."),
    ("CarbonOffsets", "", "Nous avons réduit nos émissions de 12 %."),
    ("Substantiation", "", "Made in small batches."),
    ("Substantiation", "", "Fabriqué en petites séries."),
    ("ReplySubject", "email", "More on your order\nNew bags are here."),
    ("ReplySubject", "email", "Votre commande"),
]


@pytest.fixture(scope="module")
def rules() -> Ruleset:
    """The pack of the United States, compiled once."""
    return load_packs(("law-us",))


def quotes(
    rules: Ruleset, rule: str, text: str, channel: str = "", market: str = "US"
) -> list[str]:
    """Give the words that a rule reports."""
    sold = frozenset({"cosmetics"})
    where = Situation(market=market, channel=channel, categories=sold, on=date(2026, 11, 22))
    found = rules.check(text, "plain", where).findings
    return [finding.quote for finding in found if finding.rule == f"law-us.{rule}"]


@pytest.mark.parametrize(("rule", "channel", "text", "quote"), FORBIDDEN)
def test_the_words_at_fault_are_found(
    rules: Ruleset, rule: str, channel: str, text: str, quote: str
) -> None:
    """The rule reports these words, letter for letter."""
    assert quote in quotes(rules, rule, text, channel)


@pytest.mark.parametrize(("rule", "channel", "text"), LAWFUL)
def test_lawful_copy_is_left_alone(rules: Ruleset, rule: str, channel: str, text: str) -> None:
    """The rule says nothing of copy that keeps the law."""
    assert not quotes(rules, rule, text, channel)


@pytest.mark.parametrize("text", ["An eco-friendly soap.", "Un savon écoresponsable."])
def test_another_market_is_not_bound(rules: Ruleset, text: str) -> None:
    """The law of the United States says nothing of copy for France."""
    assert not quotes(rules, "GeneralEnvironmental", text, market="FR")
