"""The European law pack: each rule finds what it forbids and leaves lawful copy alone."""

from dataclasses import replace
from datetime import date

import pytest

from creative_agents.rules import Ruleset, Situation, load_packs

WINE = frozenset({"alcohol"})
FOOD = frozenset({"food"})
COSMETICS = frozenset({"cosmetics"})
ANY: frozenset[str] = frozenset()

FORBIDDEN = [
    ("AuthorityApproval", COSMETICS, "A cream approved by the EU.", "approved by the EU"),
    ("AuthorityApproval", COSMETICS, "Une crème validée par l’ANSM.", "validée par l’ANSM"),
    ("CosmeticsAnimalTesting", COSMETICS, "Cruelty-free since 2001.", "Cruelty-free"),
    (
        "CosmeticsAnimalTesting",
        COSMETICS,
        "A cream without animal testing.",
        "without animal testing",
    ),
    (
        "CosmeticsAnimalTesting",
        COSMETICS,
        "Jamais testée sur les animaux.",
        "Jamais testée sur les animaux",
    ),
    (
        "LegalRightsAsGift",
        ANY,
        "Only at Fennick: you have the right to a refund.",
        "Only at Fennick",
    ),
    ("GenericEnvironmental", ANY, "Un savon écoresponsable.", "écoresponsable"),
    ("GenericEnvironmental", ANY, "Une lessive bonne pour la planète.", "bonne pour la planète"),
    ("GenericEnvironmental", ANY, "Des couches écologiques.", "écologiques"),
    ("GenericEnvironmental", ANY, "Notre mode durable.", "mode durable"),
    ("GenericEnvironmental", ANY, "An eco-friendly soap.", "eco-friendly"),
    ("GenericEnvironmental", ANY, "Choose sustainable fashion.", "sustainable fashion"),
    ("GenericEnvironmental", ANY, "Eine umweltfreundliche Seife.", "umweltfreundliche"),
    (
        "OffsetNeutrality",
        ANY,
        "Un vol neutre en carbone grâce à la compensation.",
        "neutre en carbone",
    ),
    (
        "OffsetNeutrality",
        ANY,
        "Thanks to carbon credits, our coffee is climate neutral.",
        "climate neutral",
    ),
    ("CarbonNeutral", ANY, "Une tasse neutre pour le climat.", "neutre pour le climat"),
    ("CarbonNeutral", ANY, "A carbon-neutral cup.", "carbon-neutral"),
    ("FutureEnvironmental", ANY, "Neutres en carbone d’ici 2030.", "Neutres en carbone"),
    ("FutureEnvironmental", ANY, "Net-zero by 2040.", "Net-zero"),
    (
        "OwnSustainabilityLabel",
        ANY,
        "Avec notre label écoresponsable.",
        "notre label écoresponsable",
    ),
    ("OwnSustainabilityLabel", ANY, "It bears our green seal.", "our green seal"),
    ("LegalRequirementAsFeature", ANY, "Un aérosol sans CFC.", "sans CFC"),
    ("LegalRequirementAsFeature", ANY, "A CFC-free spray.", "CFC-free"),
    (
        "AiContent",
        ANY,
        "Faites parler l’avatar numérique de la championne.",
        "avatar numérique de",
    ),
    ("AiContent", ANY, "Use a cloned voice for the film.", "cloned voice"),
    ("FreeWithFees", ANY, "Une carte gratuite, hors frais de dossier.", "gratuite"),
    ("FreeWithFees", ANY, "A free card, plus a €5 processing fee.", "free"),
    ("FalseUrgency", ANY, "Offre limitée, valable toute l’année.", "Offre limitée"),
    ("FalseUrgency", ANY, "A limited-time offer, all year round.", "limited-time offer"),
    ("CureClaims", ANY, "Ce baume guérit l’arthrose.", "guérit l’arthrose"),
    ("CureClaims", ANY, "This balm heals arthritis.", "heals arthritis"),
    ("PrizeWon", ANY, "Vous avez gagné un vélo !", "Vous avez gagné"),
    ("PrizeWon", ANY, "You have won a bike.", "You have won"),
    ("PaidReviews", ANY, "Un avis positif contre un bon d’achat.", "avis positif"),
    ("PaidReviews", ANY, "Leave a five-star review and win a gift.", "five-star review"),
    ("VerifiedReviews", ANY, "Des avis 100 % authentiques.", "avis 100 % authentiques"),
    ("VerifiedReviews", ANY, "Genuine customer reviews.", "Genuine customer reviews"),
    ("AlcoholHealth", WINE, "Un rouge bon pour le cœur.", "bon pour le cœur"),
    ("AlcoholHealth", WINE, "A beer rich in antioxidants.", "rich in antioxidants"),
    ("AlcoholHealth", WINE, "Il fait du bien aux artères.", "fait du bien aux artères"),
    ("AlcoholHealth", WINE, "A gin that helps you sleep.", "helps you sleep"),
    ("WeightLossRate", FOOD, "Perdez 5 kg en 2 semaines.", "Perdez 5 kg en 2 semaines"),
    ("WeightLossRate", FOOD, "Lose 10 pounds in a month.", "Lose 10 pounds in a month"),
    (
        "DoctorRecommended",
        FOOD,
        "Recommandé par les nutritionnistes.",
        "Recommandé par les nutritionnistes",
    ),
    ("DoctorRecommended", FOOD, "The doctor-recommended bar.", "doctor-recommended"),
    ("GeneralHealth", FOOD, "Bon pour votre santé.", "Bon pour votre santé"),
    ("GeneralHealth", FOOD, "It boosts your immune system.", "boosts your immune system"),
    ("FoodCures", FOOD, "Une tisane qui traite l’insomnie.", "traite l’insomnie"),
    ("FoodCures", FOOD, "A tea that prevents colds.", "prevents colds"),
    ("FoodCures", FOOD, "Il prévient l’infarctus.", "prévient l’infarctus"),
    ("FoodCures", FOOD, "Oats that ward off heart disease.", "ward off heart disease"),
]

LAWFUL = [
    ("LegalRightsAsGift", ANY, "You have the right to a refund."),
    ("CosmeticsAnimalTesting", ANY, "A cruelty-free leather bag."),
    ("CosmeticsAnimalTesting", COSMETICS, "Testé sur 30 personnes."),
    ("AuthorityApproval", COSMETICS, "A cream approved by my aunt, tested by 84 people."),
    ("AuthorityApproval", ANY, "Un poêle homologué par l’État."),
    ("GenericEnvironmental", ANY, "Un savon écoresponsable, fait à 80 % d’huile recyclée."),
    ("GenericEnvironmental", ANY, "Certifié Écolabel européen : un savon écologique."),
    ("GenericEnvironmental", ANY, "Le ministère de la transition écologique."),
    ("GenericEnvironmental", ANY, "Un canapé durable, garanti dix ans."),
    ("GenericEnvironmental", ANY, "Une robe vert sapin."),
    ("GenericEnvironmental", ANY, "An eco-friendly soap: 80% recycled oil."),
    ("GenericEnvironmental", ANY, "A green dress for spring."),
    ("GenericEnvironmental", ANY, "This plastic is not biodegradable."),
    ("OffsetNeutrality", ANY, "Nous finançons des crédits carbone, à part."),
    ("OffsetNeutrality", ANY, "We fund reforestation, apart from our own cuts."),
    ("CarbonNeutral", ANY, "Notre tasse émet 12 % de moins qu’en 2020."),
    ("CarbonNeutral", ANY, "Our cup is not carbon-neutral."),
    ("FutureEnvironmental", ANY, "Nous avons émis 12 % de moins depuis 2020."),
    ("FutureEnvironmental", ANY, "We have cut emissions by 12% since 2020."),
    ("OwnSustainabilityLabel", ANY, "Certifié Écolabel européen."),
    ("OwnSustainabilityLabel", ANY, "It bears the EU Ecolabel."),
    ("LegalRequirementAsFeature", ANY, "Un aérosol à pompe, sans gaz."),
    ("LegalRequirementAsFeature", ANY, "A pump spray, without gas."),
    ("AiContent", ANY, "L’avatar numérique de la championne, vidéo générée par IA."),
    ("AiContent", ANY, "Apprenez à vous protéger contre les deepfakes."),
    ("AiContent", ANY, "A cloned voice, with the notice: AI-generated."),
    ("FreeWithFees", ANY, "Une carte gratuite, sans frais de dossier."),
    ("FreeWithFees", ANY, "Feel free to ask: there are no processing fees."),
    ("FalseUrgency", ANY, "Offre limitée, jusqu’au 30 novembre."),
    ("FalseUrgency", ANY, "A limited-time offer, until 30 November."),
    ("CureClaims", ANY, "Ce baume ne guérit pas l’arthrose."),
    ("CureClaims", ANY, "A treat for cold evenings."),
    ("PrizeWon", ANY, "Un vélo à gagner, tirage le 3 mars."),
    ("PrizeWon", ANY, "Win a bike: the draw is on 3 March."),
    ("PaidReviews", ANY, "Votre avis nous aide à progresser."),
    ("PaidReviews", ANY, "Tell us what you honestly think."),
    ("VerifiedReviews", ANY, "Lisez les avis de nos clients."),
    ("VerifiedReviews", ANY, "Read what customers say."),
    ("AlcoholHealth", WINE, "Un rouge souple, aux notes de cassis."),
    ("AlcoholHealth", WINE, "A soft red with notes of blackcurrant."),
    ("AlcoholHealth", WINE, "Le cœur du village est la cave."),
    ("AlcoholHealth", WINE, "Le froid préserve la peau du raisin."),
    ("AlcoholHealth", WINE, "The cask keeps the body round."),
    ("AlcoholHealth", FOOD, "Une soupe riche en fibres."),
    ("WeightLossRate", FOOD, "Un sac de 5 kg de farine."),
    ("WeightLossRate", FOOD, "A 5 kg bag of flour."),
    ("WeightLossRate", ANY, "Perdez 5 kg de bagages en cabine."),
    ("DoctorRecommended", FOOD, "Une recette de notre cheffe."),
    ("DoctorRecommended", FOOD, "A recipe by our chef."),
    ("GeneralHealth", FOOD, "Riche en goût, simple à cuire."),
    ("GeneralHealth", FOOD, "Big on taste, quick to cook."),
    ("FoodCures", FOOD, "Une tisane pour le soir."),
    ("FoodCures", FOOD, "A tea for the evening."),
    ("FoodCures", FOOD, "Ada protects the hives from wind."),
]


@pytest.fixture(scope="module")
def rules() -> Ruleset:
    """The European pack, compiled once."""
    return load_packs(("law-eu",))


def quotes(
    rules: Ruleset, rule: str, text: str, categories: frozenset[str] = ANY, market: str = "DE"
) -> list[str]:
    """Give the words that a rule reports in a member state, after every date of the pack."""
    where = Situation(market=market, categories=categories, on=date(2026, 11, 22))
    found = rules.check(text, "plain", where).findings
    return [finding.quote for finding in found if finding.rule == f"law-eu.{rule}"]


@pytest.mark.parametrize(("rule", "categories", "text", "quote"), FORBIDDEN)
def test_the_words_at_fault_are_found(
    rules: Ruleset, rule: str, categories: frozenset[str], text: str, quote: str
) -> None:
    """The rule reports these words, letter for letter."""
    assert quote in quotes(rules, rule, text, categories)


@pytest.mark.parametrize(("rule", "categories", "text"), LAWFUL)
def test_lawful_copy_is_left_alone(
    rules: Ruleset, rule: str, categories: frozenset[str], text: str
) -> None:
    """The rule says nothing of copy that keeps the law."""
    assert not quotes(rules, rule, text, categories)


@pytest.mark.parametrize(
    ("market", "rule"),
    [
        ("DE", "OffsetNeutrality"),
        ("IT", "OffsetNeutrality"),
        ("FR", "OffsetNeutralityPending"),
        ("PL", "OffsetNeutralityPending"),
    ],
)
@pytest.mark.parametrize(
    "text",
    [
        "Un vol neutre en carbone grâce à la compensation.",
        "A flight made carbon-neutral by tree planting.",
    ],
)
def test_offsets_weigh_as_the_national_law_stands(
    rules: Ruleset, market: str, rule: str, text: str
) -> None:
    """Neutrality by offsets is forbidden where the directive is law, doubtful where it is late."""
    where = Situation(market=market, on=date(2026, 11, 22))
    found = rules.check(text, "plain", where).findings
    assert [one.rule for one in found] == [f"law-eu.{rule}"]


@pytest.mark.parametrize("rule", ["FreeWithFees", "FalseUrgency", "CureClaims", "PaidReviews"])
def test_france_answers_to_its_own_pack(rules: Ruleset, rule: str) -> None:
    """What law-fr says for France, law-eu does not say twice."""
    text = (
        "Une carte gratuite, hors frais de dossier. Offre limitée toute l’année. "
        "Il guérit la grippe. Un avis positif contre un cadeau."
    )
    assert not quotes(rules, rule, text, market="FR")


@pytest.mark.parametrize("market", ["US", "GB", "CH"])
def test_outside_the_union_nothing_is_said(rules: Ruleset, market: str) -> None:
    """European law says nothing of copy for another market."""
    where = Situation(market=market, on=date(2026, 11, 22))
    assert not rules.check("An eco-friendly, carbon-neutral soap.", "plain", where).findings


@pytest.mark.parametrize(
    ("day", "expected"), [(date(2026, 9, 26), []), (date(2026, 9, 27), ["eco-friendly"])]
)
def test_the_directive_speaks_from_its_day_on(
    rules: Ruleset, day: date, expected: list[str]
) -> None:
    """Directive 2024/825 is applied from 27 September 2026, not before."""
    where = Situation(market="DE", on=day)
    found = rules.check("An eco-friendly soap.", "plain", where).findings
    assert [one.quote for one in found] == expected


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("Leave the AI label out.", ["Leave the AI label out"]),
        ("Ne dites pas que la voix est clonée.", ["Ne dites pas que la voix est clonée"]),
        ("Say on screen that the double was made with AI.", []),
        ("Do not film the neighbours.", []),
    ],
)
def test_a_brief_may_not_hide_what_was_generated(text: str, quotes: list[str]) -> None:
    """``AiDisclosureRefused`` speaks in a brief, from the day on which article 50 applies."""
    rules = load_packs(("law-eu",))
    where = Situation(market="IE", channel="influencer_brief", on=date(2026, 11, 22))
    rule = "AiDisclosureRefused"
    for situation, said in ((where, quotes), (replace(where, on=date(2026, 8, 1)), [])):
        found = rules.check(text, "plain", situation).findings
        assert [each.quote for each in found if each.rule == f"law-eu.{rule}"] == said
