"""The French law pack: each rule finds what it forbids and leaves lawful copy alone."""

from datetime import date

import pytest

from creative_agents.rules import Ruleset, Situation, load_packs

WINE = frozenset({"alcohol"})
LOAN = frozenset({"credit"})
FOOD = frozenset({"food"})
CAR = frozenset({"car"})
GAME = frozenset({"gambling"})
NOTHING_SOLD: frozenset[str] = frozenset()
AUTUMN = date(2026, 11, 22)

HEALTH = "L’abus d’alcool est dangereux pour la santé, à consommer avec modération."
OLD_CREDIT = (
    "Un crédit vous engage et doit être remboursé. "
    "Vérifiez vos capacités de remboursement avant de vous engager."
)
NEW_CREDIT = "Attention\u00a0! Un crédit coûte de l’argent et doit être remboursé."
MOBILITY = "Pour les trajets courts, privilégiez la marche ou le vélo. #SeDéplacerMoinsPolluer"
GAMBLING = (
    "Les jeux d’argent et de hasard peuvent être dangereux\u00a0: pertes d’argent, conflits "
    "familiaux, addiction… Retrouvez nos conseils sur joueurs-info-service.fr "
    "(09 74 75 13 13 - appel non surtaxé)"
)
FRUIT = "Pour votre santé, mangez au moins cinq fruits et légumes par jour. www.mangerbouger.fr"

FORBIDDEN = [
    ("AlcoholMention", WINE, "Un rouge de Loire, franc et léger.", ""),
    ("AlcoholMention", WINE, "A light red from the Loire.", ""),
    ("AlcoholMention", WINE, "À consommer avec modération.", ""),
    (
        "AlcoholModeration",
        WINE,
        "L'abus d'alcool est dangereux pour la santé.",
        "L'abus d'alcool est dangereux pour la santé",
    ),
    (
        "AlcoholModeration",
        WINE,
        "A dry cider. L’ABUS D’ALCOOL EST DANGEREUX POUR LA SANTE.",
        "L’ABUS D’ALCOOL EST DANGEREUX POUR LA SANTE",
    ),
    ("AlcoholLifestyle", WINE, "Avec notre gin, faites la fête !", "faites la fête"),
    ("AlcoholLifestyle", WINE, "Le goût du succès, en bouteille.", "goût du succès"),
    ("AlcoholLifestyle", WINE, "La bière d’après le match.", "après le match"),
    ("AlcoholLifestyle", WINE, "Un verre, et la timidité s’envole.", "la timidité s’envole"),
    ("AlcoholLifestyle", WINE, "The life of every party.", "party"),
    ("AlcoholLifestyle", WINE, "Le rouge qui délie les langues.", "délie les langues"),
    ("AlcoholLifestyle", WINE, "Il réchauffe les soirées.", "réchauffe les soirées"),
    ("AlcoholLifestyle", WINE, "Le secret de vos fêtes.", "secret de vos fêtes"),
    ("AlcoholLifestyle", WINE, "Une bière pour la route.", "bière pour la route"),
    ("AlcoholLifestyle", WINE, "A red that breaks the ice.", "breaks the ice"),
    ("AlcoholLifestyle", WINE, "The taste of success.", "taste of success"),
    ("AlcoholConviviality", WINE, "De l’amitié à partager.", "amitié"),
    ("AlcoholConviviality", WINE, "Une blonde à boire entre amis.", "entre amis"),
    ("AlcoholConviviality", WINE, "Unwind with a glass of rosé.", "Unwind"),
    (
        "FrenchTranslation",
        NOTHING_SOLD,
        "Just do it better. Nos baskets arrivent.",
        "Just do it better",
    ),
    (
        "FrenchTranslation",
        NOTHING_SOLD,
        "Think different, get more : la gamme 2027.",
        "Think different, get more",
    ),
    ("EnvironmentalMentions", NOTHING_SOLD, "Une éponge 100 % biodégradable.", "biodégradable"),
    (
        "EnvironmentalMentions",
        NOTHING_SOLD,
        "Une lessive respectueuse de l’environnement.",
        "respectueuse de l’environnement",
    ),
    (
        "EnvironmentalMentions",
        NOTHING_SOLD,
        "An environmentally friendly soap.",
        "environmentally friendly",
    ),
    ("CarbonNeutral", NOTHING_SOLD, "Une livraison neutre en carbone.", "neutre en carbone"),
    ("CarbonNeutral", NOTHING_SOLD, "Our carbon-neutral coffee.", "carbon-neutral"),
    ("PriceReduction", NOTHING_SOLD, "-30 % sur tous les pulls.", "-30 %"),
    ("PriceReduction", NOTHING_SOLD, "\u221230\u00a0% sur tous les pulls.", "\u221230\u00a0%"),
    ("PriceReduction", NOTHING_SOLD, "20% off every jumper.", "20% off"),
    (
        "PriceReductionReference",
        NOTHING_SOLD,
        "-40 % sur le prix public conseillé.",
        "prix public conseillé",
    ),
    ("PriceReductionReference", NOTHING_SOLD, "40% off RRP this week.", "RRP"),
    ("SoldesAutumn2026", NOTHING_SOLD, "Soldes : jusqu’à -50 %.", "Soldes"),
    ("SoldesAutumn2026", NOTHING_SOLD, "Toute la boutique en solde.", "en solde"),
    ("SoldesAutumn2026", NOTHING_SOLD, "Des articles soldés toute la semaine.", "articles soldés"),
    ("SoldesAutumn2026", NOTHING_SOLD, "Nos pré-soldes commencent.", "pré-soldes"),
    ("SoldesAutumn2026", NOTHING_SOLD, "Soldes: up to 50% off in store.", "Soldes"),
    ("SoldesStart", NOTHING_SOLD, "Les soldes arrivent.", "soldes"),
    ("SoldesStart", NOTHING_SOLD, "The soldes are coming.", "soldes"),
    ("ClosingDown", NOTHING_SOLD, "Liquidation totale avant travaux !", "Liquidation totale"),
    ("ClosingDown", NOTHING_SOLD, "Everything must go by Sunday.", "Everything must go"),
    ("CreditMention", LOAN, "Un prêt personnel pour vos travaux.", ""),
    ("CreditMention", LOAN, "A personal loan for your home.", ""),
    ("CreditMentionOutdated", LOAN, f"Un prêt pour vos travaux. {OLD_CREDIT}", OLD_CREDIT[:-1]),
    ("CreditMentionOutdated", LOAN, f"A loan for your home. {OLD_CREDIT}", OLD_CREDIT[:-1]),
    ("CreditPromises", LOAN, "Un prêt sans justificatif.", "sans justificatif"),
    (
        "CreditPromises",
        LOAN,
        "Améliorez votre pouvoir d’achat.",
        "Améliorez votre pouvoir d’achat",
    ),
    ("CreditPromises", LOAN, "A loan with no credit check.", "no credit check"),
    ("CreditEase", LOAN, "Votre crédit facile.", "crédit facile"),
    ("CreditEase", LOAN, "Instant approval for everyone.", "Instant approval"),
    ("CreditRate", LOAN, "Votre voiture dès 199 € par mois.", "199 € par mois"),
    ("CreditRate", LOAN, "Yours for 199 euros a month.", "199 euros a month"),
    ("CreditOffered", NOTHING_SOLD, "Payez en 4 fois.", "Payez en 4 fois"),
    ("CreditOffered", NOTHING_SOLD, "Buy now, pay later.", "Buy now, pay later"),
    ("FoodMessage", FOOD, "Des biscuits au beurre, dorés au four.", ""),
    ("FoodMessage", FOOD, "Butter biscuits, baked golden.", ""),
    ("CarMessage", CAR, "La nouvelle citadine électrique.", ""),
    ("CarMessage", CAR, "The new electric city car.", ""),
    ("CarHashtag", CAR, "La citadine. Pensez à covoiturer.", "Pensez à covoiturer"),
    ("CarHashtag", CAR, "The city car. Pensez à covoiturer.", "Pensez à covoiturer"),
    ("CarEmissionClass", CAR, f"La citadine. {MOBILITY}", ""),
    ("CarEmissionClass", CAR, f"The city car. {MOBILITY}", ""),
    ("GamblingMessage", GAME, "Pariez sur la finale.", ""),
    ("GamblingMessage", GAME, "Bet on the final. Call 09 74 75 13 13.", ""),
    ("GamblingPromises", GAME, "Des gains garantis chaque soir.", "gains garantis"),
    ("GamblingPromises", GAME, "Quit your job and play.", "Quit your job"),
    (
        "GamblingChances",
        NOTHING_SOLD,
        "Notre méthode augmente vos chances de gagner au loto.",
        "augmente vos chances de gagner",
    ),
    (
        "GamblingChances",
        NOTHING_SOLD,
        "Our app can boost your odds of winning the lottery.",
        "boost your odds of winning",
    ),
    ("FreeWithFees", NOTHING_SOLD, "Une carte gratuite, hors frais de dossier.", "gratuite"),
    ("FreeWithFees", NOTHING_SOLD, "A free card, plus a €5 processing fee.", "free"),
    ("FreeConditional", NOTHING_SOLD, "Livraison gratuite dès 50 € d’achat.", "gratuite"),
    ("FreeConditional", NOTHING_SOLD, "Free delivery over €50.", "Free"),
    ("FalseUrgency", NOTHING_SOLD, "Offre limitée, valable toute l’année.", "Offre limitée"),
    ("FalseUrgency", NOTHING_SOLD, "A limited-time offer, all year round.", "limited-time offer"),
    ("UrgencyWithoutDate", NOTHING_SOLD, "Dernière chance d’en profiter.", "Dernière chance"),
    ("UrgencyWithoutDate", NOTHING_SOLD, "Hurry, do not miss it.", "Hurry"),
    ("CureClaims", NOTHING_SOLD, "Ce baume soigne l’eczéma.", "soigne l’eczéma"),
    ("CureClaims", NOTHING_SOLD, "This balm cures eczema.", "cures eczema"),
    (
        "LegalRightsAsGift",
        NOTHING_SOLD,
        "Garantie légale de conformité offerte.",
        "Garantie légale de conformité offerte",
    ),
    (
        "LegalRightsAsGift",
        NOTHING_SOLD,
        "Un avantage réservé aux abonnés\u00a0: 14 jours pour changer d’avis.",
        "14 jours pour changer d’avis",
    ),
    (
        "LegalRightsAsGift",
        NOTHING_SOLD,
        "La garantie légale de conformité, notre petit plus.",
        "garantie légale de conformité",
    ),
    ("SoldesAutumn2026", NOTHING_SOLD, "Les soldes du tout-petit ont commencé.", "soldes"),
    (
        "LegalRightsAsGift",
        NOTHING_SOLD,
        "With a free legal guarantee.",
        "free legal guarantee",
    ),
    (
        "PaidReviews",
        NOTHING_SOLD,
        "Laissez un avis positif et recevez 5 €.",
        "avis positif",
    ),
    ("PaidReviews", NOTHING_SOLD, "Leave a 5-star review and get 5 €.", "5-star review"),
    ("VerifiedReviews", NOTHING_SOLD, "4 000 avis clients vérifiés.", "avis clients vérifiés"),
    ("VerifiedReviews", NOTHING_SOLD, "4,000 verified reviews.", "verified reviews"),
    ("MadeInFrance", NOTHING_SOLD, "Fabriquée en France depuis 1950.", "Fabriquée en France"),
    ("MadeInFrance", NOTHING_SOLD, "Made in France since 1950.", "Made in France"),
]

LAWFUL = [
    ("AlcoholMention", WINE, f"Un rouge de Loire. {HEALTH}"),
    ("AlcoholMention", WINE, "A light red. L'abus d'alcool est dangereux pour la santé."),
    ("AlcoholMention", NOTHING_SOLD, "Des verres soufflés à la bouche."),
    ("AlcoholModeration", WINE, f"Un rouge de Loire. {HEALTH}"),
    ("AlcoholModeration", WINE, f"A light red. {HEALTH}"),
    ("AlcoholLifestyle", WINE, "Un vin issu de raisins vendangés à la main, sans ivresse."),
    ("AlcoholLifestyle", WINE, "Checked by a third-party laboratory."),
    ("AlcoholLifestyle", WINE, "Servir à 16 °C, sans glace, et reboucher le soir."),
    ("AlcoholLifestyle", NOTHING_SOLD, "Faites la fête avec nos ballons !"),
    ("AlcoholConviviality", WINE, "Robe rubis, nez de cassis, servir à 16 °C."),
    ("AlcoholConviviality", WINE, "Ruby colour, blackcurrant nose, serve at 16 °C."),
    ("FrenchTranslation", NOTHING_SOLD, "Just do it better* *Faites-le mieux."),
    ("FrenchTranslation", NOTHING_SOLD, "Un design open space pour le bureau."),
    ("EnvironmentalMentions", NOTHING_SOLD, "Un sac en plastique non biodégradable."),
    ("EnvironmentalMentions", NOTHING_SOLD, "A soap made with 80% recycled oil."),
    ("CarbonNeutral", NOTHING_SOLD, "Ce produit n’est pas neutre en carbone."),
    ("CarbonNeutral", NOTHING_SOLD, "Our coffee emits 12% less CO2 than in 2020."),
    ("PriceReduction", NOTHING_SOLD, "-30 % : 70 € au lieu de 100 €."),
    ("PriceReduction", NOTHING_SOLD, "Un yaourt avec -30 % de sucre."),
    ("PriceReduction", NOTHING_SOLD, "20% off: now €80, was €100."),
    ("PriceReductionReference", NOTHING_SOLD, "Prix public conseillé : 29 €."),
    ("PriceReductionReference", NOTHING_SOLD, "RRP €29."),
    ("SoldesAutumn2026", NOTHING_SOLD, "Les soldes commencent le 6 janvier."),
    ("SoldesAutumn2026", NOTHING_SOLD, "Offre valable hors soldes."),
    ("SoldesAutumn2026", NOTHING_SOLD, "Consultez le solde de votre compte."),
    ("SoldesAutumn2026", NOTHING_SOLD, "The winter soldes start on 6 January."),
    ("SoldesStart", NOTHING_SOLD, "Soldes du 6 janvier au 2 février."),
    ("SoldesStart", NOTHING_SOLD, "Soldes from 6 January."),
    ("ClosingDown", NOTHING_SOLD, "Nos magasins ferment à 19 h."),
    ("ClosingDown", NOTHING_SOLD, "Our shops close at 7 pm."),
    ("CreditMention", LOAN, f"Un prêt pour vos travaux. {NEW_CREDIT}"),
    ("CreditMention", LOAN, f"A loan for your home. {NEW_CREDIT}"),
    ("CreditMentionOutdated", LOAN, f"Un prêt pour vos travaux. {NEW_CREDIT}"),
    ("CreditMentionOutdated", LOAN, f"A loan for your home. {NEW_CREDIT}"),
    ("CreditPromises", LOAN, "Un prêt étudié avec vous, justificatifs à l’appui."),
    ("CreditPromises", LOAN, "A loan is not easy money."),
    ("CreditEase", LOAN, "Un prêt personnel de 5 000 € sur 24 mois."),
    ("CreditEase", LOAN, "A personal loan over 24 months."),
    ("CreditRate", LOAN, "199 € par mois, TAEG fixe de 4,9 %."),
    ("CreditRate", LOAN, "199 euros a month, APR 4.9%."),
    ("CreditOffered", NOTHING_SOLD, f"Payez en 4 fois. {NEW_CREDIT}"),
    ("CreditOffered", NOTHING_SOLD, "Pay in 2 minutes with your phone."),
    ("FoodMessage", FOOD, f"Des biscuits au beurre. {FRUIT}"),
    ("FoodMessage", FOOD, f"Butter biscuits. {FRUIT}"),
    ("CarMessage", CAR, f"La citadine. {MOBILITY}"),
    ("CarMessage", CAR, f"The city car. {MOBILITY}"),
    ("CarHashtag", CAR, f"La citadine. {MOBILITY}"),
    ("CarHashtag", CAR, f"The city car. {MOBILITY}"),
    ("CarEmissionClass", CAR, "La citadine, 0 g/km de CO₂, classe A."),
    ("CarEmissionClass", CAR, "The city car, 0 g/km."),
    ("GamblingMessage", GAME, f"Pariez sur la finale. {GAMBLING}"),
    ("GamblingMessage", GAME, f"Bet on the final. {GAMBLING}"),
    ("GamblingPromises", GAME, "Le tirage a lieu à 20 h 30."),
    ("GamblingPromises", GAME, "Betting is not easy money."),
    ("GamblingChances", NOTHING_SOLD, "Multipliez vos chances de gagner un client."),
    ("GamblingChances", NOTHING_SOLD, "Increase your chances of winning a new client."),
    ("FreeWithFees", NOTHING_SOLD, "Une carte gratuite, sans frais de dossier."),
    ("FreeWithFees", NOTHING_SOLD, "Une carte gratuite, frais de dossier offerts."),
    ("FreeWithFees", NOTHING_SOLD, "A fee-free card, with no processing fees."),
    ("FreeConditional", NOTHING_SOLD, "L’entrée est gratuite."),
    ("FreeConditional", NOTHING_SOLD, "Gluten-free bread with every order."),
    ("FalseUrgency", NOTHING_SOLD, "Offre limitée, jusqu’au 30 novembre."),
    ("FalseUrgency", NOTHING_SOLD, "A limited-time offer, until 30 November."),
    ("UrgencyWithoutDate", NOTHING_SOLD, "Dernière chance : jusqu’au 30 novembre."),
    ("UrgencyWithoutDate", NOTHING_SOLD, "Last chance: until 30 November."),
    ("CureClaims", NOTHING_SOLD, "Ce baume ne soigne pas l’eczéma."),
    ("CureClaims", NOTHING_SOLD, "Un intérieur soigné, une cuisine claire."),
    ("CureClaims", NOTHING_SOLD, "Ham cured for nine months."),
    ("LegalRightsAsGift", NOTHING_SOLD, "La garantie légale de conformité s’applique."),
    ("LegalRightsAsGift", NOTHING_SOLD, "Vous avez 14 jours pour vous rétracter."),
    ("LegalRightsAsGift", NOTHING_SOLD, "The legal guarantee of conformity applies."),
    ("PaidReviews", NOTHING_SOLD, "Votre avis nous aide à progresser."),
    ("PaidReviews", NOTHING_SOLD, "Tell us what you honestly think."),
    ("VerifiedReviews", NOTHING_SOLD, "Lisez les avis de nos clients."),
    ("VerifiedReviews", NOTHING_SOLD, "Read what customers say."),
    ("MadeInFrance", NOTHING_SOLD, "Dessinée à Lyon, tissée à Porto."),
    ("MadeInFrance", NOTHING_SOLD, "Made in Portugal."),
]

BRIEFS = [
    ("InfluencerDisclosureRefused", "Publicité, mais sans #pub à l’écran.", "sans #pub"),
    ("InfluencerDisclosureRefused", "Publicité, but no #ad on screen.", "no #ad"),
    ("InfluencerDisclosureRefused", "Pas besoin du mot publicité.", "Pas besoin du mot publicité"),
    ("InfluencerDisclosureRefused", "N’écrivez pas « publicité ».", "N’écrivez pas « publicité"),
    ("InfluencerDisclosure", "Montrez le sac et donnez votre avis.", ""),
    ("InfluencerDisclosure", "Show the bag and say what you think.", ""),
    ("InfluencerFrenchLabel", "Ajoutez #ad au début.", "#ad"),
    ("InfluencerFrenchLabel", "Write “Paid partnership” first.", "Paid partnership"),
    ("RetouchedImages", "Lissez la peau avant de publier.", "Lissez la peau"),
    ("RetouchedImages", "Use a beauty filter on your face.", "beauty filter on your face"),
    ("VirtualImages", "Un mannequin généré par IA porte la robe.", "mannequin généré par IA"),
    ("VirtualImages", "An AI-generated model wears the dress.", "AI-generated model"),
    ("InfluencerForbidden", "Racontez vos injections de botox.", "injections de botox"),
    ("InfluencerForbidden", "Talk about your plastic surgery.", "plastic surgery"),
]

LAWFUL_BRIEFS = [
    ("InfluencerDisclosureRefused", "« Publicité » à l’écran, sans filtre."),
    ("InfluencerDisclosureRefused", "“Publicité” first, and no filter."),
    ("InfluencerDisclosureRefused", "Pas besoin de musique, « Publicité » suffit à l’écran."),
    ("InfluencerDisclosure", "Mention « Collaboration commerciale » dès la première image."),
    ("InfluencerDisclosure", "Start with #publicité, then show the bag."),
    ("InfluencerFrenchLabel", "Écrivez « Publicité » (#ad)."),
    ("InfluencerFrenchLabel", "Write “Publicité”, then #ad."),
    ("RetouchedImages", "Aucune retouche du visage, merci."),
    ("RetouchedImages", "Lissez la peau et écrivez « Images retouchées »."),
    ("RetouchedImages", "No retouching of your face, please."),
    ("VirtualImages", "Un mannequin généré par IA : mention « Images virtuelles »."),
    ("VirtualImages", "Real people only, no avatars."),
    ("InfluencerForbidden", "Montrez votre routine du matin."),
    ("InfluencerForbidden", "Show your morning routine."),
]


@pytest.fixture(scope="module")
def rules() -> Ruleset:
    """The French pack, compiled once."""
    return load_packs(("law-fr",))


def quotes(rules: Ruleset, rule: str, text: str, where: Situation) -> list[str]:
    """Give the words that a rule reports."""
    found = rules.check(text, "plain", where).findings
    return [finding.quote for finding in found if finding.rule == f"law-fr.{rule}"]


def in_france(
    categories: frozenset[str] = NOTHING_SOLD, channel: str = "", on: date = AUTUMN
) -> Situation:
    """Give a situation in France, on a day between two periods of soldes."""
    return Situation(market="FR", channel=channel, categories=categories, on=on)


@pytest.mark.parametrize(("rule", "categories", "text", "quote"), FORBIDDEN)
def test_the_words_at_fault_are_found(
    rules: Ruleset, rule: str, categories: frozenset[str], text: str, quote: str
) -> None:
    """The rule reports these words, letter for letter."""
    assert quote in quotes(rules, rule, text, in_france(categories))


@pytest.mark.parametrize(("rule", "categories", "text"), LAWFUL)
def test_lawful_copy_is_left_alone(
    rules: Ruleset, rule: str, categories: frozenset[str], text: str
) -> None:
    """The rule says nothing of copy that keeps the law."""
    assert not quotes(rules, rule, text, in_france(categories))


@pytest.mark.parametrize(("rule", "text", "quote"), BRIEFS)
def test_a_brief_for_an_influencer_is_read(
    rules: Ruleset, rule: str, text: str, quote: str
) -> None:
    """The rule reports these words in a brief for an influencer."""
    assert quote in quotes(rules, rule, text, in_france(channel="influencer_brief"))


@pytest.mark.parametrize(("rule", "text"), LAWFUL_BRIEFS)
def test_a_lawful_brief_is_left_alone(rules: Ruleset, rule: str, text: str) -> None:
    """The rule says nothing of a brief that keeps the law."""
    assert not quotes(rules, rule, text, in_france(channel="influencer_brief"))


def test_another_market_is_not_bound(rules: Ruleset) -> None:
    """French law says nothing of copy for Belgium."""
    where = Situation(market="BE", categories=WINE, on=AUTUMN)
    assert not rules.check("Faites la fête ! Soldes -50 %.", "plain", where).findings


def test_no_break_spaces_and_straight_apostrophes_are_read(rules: Ruleset) -> None:
    """The health message counts with the spaces and the apostrophes of any keyboard."""
    text = "L'abus\u00a0d'alcool est\u202fdangereux pour la\u00a0santé"
    assert not quotes(rules, "AlcoholMention", text, in_france(WINE))


def test_a_finding_speaks_french_to_a_french_reader(rules: Ruleset) -> None:
    """A finding is told in the reader's language, with its reason, fix and source."""
    where = Situation(market="FR", on=AUTUMN, reader="fr")
    (found,) = (
        one
        for one in rules.check("Soldes : -50 %.", "plain", where).findings
        if one.level == "error"
    )
    assert (found.message, found.owner) == (
        "Le mot « soldes » est réservé aux deux périodes légales.",
        "legal",
    )
