"""Petit Feu: an invented brand of slow soups in returnable jars, in French."""

from datetime import date, timedelta
from decimal import Decimal

from delivery_fixtures import START, asset, calls

from creative_agents.domain.approval import Answer, Decision, GateRecord
from creative_agents.domain.asset import CopyDeck, Variant
from creative_agents.domain.brand import (
    Audience,
    Brand,
    Claim,
    Colour,
    Identity,
    Offer,
    Product,
    Proof,
    Quote,
    Voice,
)
from creative_agents.domain.brief import (
    Brief,
    Challenge,
    Flight,
    Kpi,
    Mandatory,
    Question,
    StartFrom,
)
from creative_agents.domain.campaign import Campaign, SetAside
from creative_agents.domain.cost import Cost, Usage
from creative_agents.domain.money import Money
from creative_agents.domain.persona import Persona, Reaction
from creative_agents.domain.ranking import Rank, Ranking
from creative_agents.domain.review import Finding, Kept, PieceReaction, Review
from creative_agents.domain.strategy import (
    FormatExample,
    Insight,
    KeyMessage,
    MatrixCell,
    PlanLine,
    Proposition,
    ReasonToBelieve,
    Route,
    Step,
    Strategy,
    TestLine,
)

MODEL = "qwen3-1.7b-instruct"
HEALTH = "Pour votre santé, mangez au moins cinq fruits et légumes par jour. www.mangerbouger.fr"
INSIGHT = "À 19 h 30, ce n'est pas l'envie de bien manger qui manque, c'est la demi-heure d'avant."

BRAND = Brand(
    id="petit-feu",
    identity=Identity(
        name="Petit Feu",
        link="https://www.petitfeu.example",
        colours=(
            Colour(name="Brique", value="#b5432a"),
            Colour(name="Sarriette", value="#3f5b45"),
            Colour(name="Panais", value="#f2e3c6"),
        ),
    ),
    language="fr",
    markets=("FR",),
    sender="Petit Feu",
    postal_address="Petit Feu, 12 quai de la Fosse, 44000 Nantes",
    voice=Voice(
        summary="La voix d'une cuisinière qui reçoit : précise, gourmande, jamais pressée.",
        address="vous",
    ),
    products=(
        Product(
            id="soupes",
            name="Soupes en bocal",
            description="Six soupes en bocal de verre consigné, deux assiettes par bocal.",
            link="https://www.petitfeu.example/soupes",
        ),
    ),
    offers=(
        Offer(
            id="semaine",
            name="La semaine de soupes",
            products=("soupes",),
            price=Money(amount=Decimal("29.90"), currency="EUR"),
            reference_price=Money(amount=Decimal("35.40"), currency="EUR"),
            start=date(2027, 1, 4),
            end=date(2027, 2, 28),
            legal_line="29,90 € les six bocaux, consigne de 6 € en plus, rendue au retour.",
        ),
    ),
    claims=(
        Claim(
            id="six-heures",
            text="Mijotées six heures",
            kind="number",
            wording=("six heures de cuisson", "cuit six heures", "6 heures à petit feu"),
            proof=Proof(
                statement="Relevé de cuisson de 212 lots de 2026 : de 5 h 48 à 6 h 20",
                source="Cahier de production",
                date=date(2026, 10, 30),
            ),
        ),
        Claim(
            id="fermes",
            text="Les légumes de 14 fermes à moins de 80 km de Nantes",
            kind="origin",
            wording=("14 fermes, toutes à moins de 80 km",),
            proof=Proof(
                statement="14 contrats de saison, distances mesurées par la route",
                source="https://www.petitfeu.example/fermes",
                date=date(2026, 9, 12),
            ),
        ),
        Claim(
            id="retour",
            text="97 % des bocaux reviennent",
            kind="number",
            proof=Proof(
                statement="17 693 bocaux rendus sur 18 240 livrés, 2025",
                source="Registre des consignes",
                date=date(2026, 1, 15),
            ),
        ),
    ),
    quotes=(
        Quote(
            id="anne",
            text="Je ne fais plus à dîner le mardi. Je mets la table.",
            author="Anne L., Nantes",
            consent="Mail du 2 octobre 2026",
        ),
    ),
    audiences=(
        Audience(
            id="parents",
            name="Parents qui rentrent tard",
            description="Foyers nantais avec enfants, deux adultes qui travaillent.",
            personas=(
                Persona(
                    id="claire",
                    name="Claire",
                    age=41,
                    situation="Cheffe de projet, deux enfants, rentre à 19 h 10.",
                ),
                Persona(
                    id="mehdi",
                    name="Mehdi",
                    age=36,
                    situation="Infirmier, garde alternée, cuisine un soir sur deux.",
                ),
            ),
        ),
    ),
)

STRATEGY = Strategy(
    problem=Step(
        statement="Les foyers pressés nous aiment, mais nous gardent pour le dimanche : "
        "1,4 bocal par mois.",
        evidence="Brief : commandes 2026, médiane par foyer",
        confidence="high",
    ),
    insight=Insight(
        statement=INSIGHT,
        evidence="Avis clients 2026 : 31 avis sur 120 parlent de l'heure du retour",
        confidence="medium",
    ),
    proposition=Proposition(
        statement="Six heures de cuisson, quatre minutes de votre soirée.",
        evidence="Cahier de production ; notice de réchauffage",
        confidence="high",
    ),
    routes=(
        Route(
            id="a",
            name="Quelqu'un a cuisiné",
            idea="Rentrer dans une maison qui sent la soupe, alors que personne n'y était.",
            tagline="Quelqu'un a déjà cuisiné.",
            bold=False,
            why="Six heures de feu doux, que personne d'autre ne tient à Nantes.",
            risk="On peut croire à un cuisinier à domicile.",
            examples=(
                FormatExample(channel="meta_feed", looks="Une fenêtre allumée, vue de la rue."),
                FormatExample(channel="email", looks="Un mot laissé sur le plan de travail."),
            ),
        ),
        Route(
            id="b",
            name="La demi-heure volée",
            idea="Porter plainte contre le vol de la demi-heure d'avant le dîner.",
            tagline="Rendez-nous nos 19 h 30.",
            bold=True,
            why="La marque rend ce qu'elle prend : le temps comme le bocal.",
            risk="Le second degré judiciaire peut lasser en deux semaines.",
            examples=(FormatExample(channel="tiktok", looks="Une déposition, face caméra."),),
        ),
    ),
    recommended="a",
    recommendation="Elle montre le soir rêvé avant de parler du bocal.",
    messages=(
        KeyMessage(
            message="Le temps long, c'est nous qui le passons.",
            reasons=(ReasonToBelieve(claim="six-heures", says="Chaque lot mijote six heures."),),
        ),
        KeyMessage(
            message="D'ici, et rien à jeter.",
            reasons=(
                ReasonToBelieve(claim="fermes", says="Les fermes sont connues, on peut y aller."),
                ReasonToBelieve(claim="retour", says="Le bocal revient presque toujours."),
            ),
        ),
    ),
    not_said=("« Fait maison » : ce serait faux.", "Rien sur la planète : pas de mesure."),
    matrix=(
        MatrixCell(
            audience="parents",
            stage="aware",
            message="Le dîner peut être prêt avant vous.",
            channel="meta_feed",
            role="Donne envie de rentrer.",
            kpi="Visites de la page",
        ),
        MatrixCell(
            audience="parents",
            stage="buy",
            message="Une semaine de soupes, 29,90 €.",
            channel="google_rsa",
            role="Répond à qui cherche.",
            kpi="Commandes",
        ),
    ),
    holes=("Recommandation : rien n'invite à offrir un bocal à un voisin.",),
    plan=(
        PlanLine(media="paid", channel="google_rsa", purpose="Commandes", timing="Toute la vague"),
        PlanLine(media="owned", channel="sms", purpose="Clients d'hiver", timing="11 janvier"),
    ),
    tests=(
        TestLine(
            hypothesis="Les quatre minutes font plus commander que les six heures.",
            change="Le premier titre",
            measure="Commandes pour 100 clics, Shopify",
            kill="Moins de 2 points d'écart après 1 000 clics chacun",
        ),
    ),
)


def _variant(id: str, idea: str, **more: object) -> Variant:
    channel = id.partition("/")[0]
    copy = {name: more.pop(name) for name in list(more) if name not in Variant.model_fields}
    texts = {name: value for name, value in copy.items() if isinstance(value, str | list)}
    made = {"id": id, "idea": idea, "asset": asset(channel, "fr", **texts)}
    return Variant.model_validate(made | {"written_by": MODEL, "draft": True} | more)


VARIANTS = (
    _variant(
        "google_rsa/1",
        "Le temps long d'un côté, le temps court de l'autre.",
        lever="contraste",
        insight_served=INSIGHT,
        claims_used=("six-heures", "fermes"),
        offer="semaine",
        headline=[
            "Soupes mijotées six heures",
            "Prêtes en quatre minutes",
            "La semaine à 29,90 €",
            "Légumes de 14 fermes",
            "Livrées à vélo à Nantes",
            "Le dîner vous attend",
        ],
        description=[
            "Six soupes en bocal consigné, mijotées six heures. Vous réchauffez, vous dînez.",
            "29,90 € les six bocaux, consigne de 6 € en plus, rendue au retour. À Nantes.",
        ],
        path=["soupes", "nantes"],
    ),
    _variant(
        "meta_feed/1",
        "La maison sent la soupe, et personne n'y était.",
        lever="désir",
        insight_served=INSIGHT,
        claims_used=("six-heures",),
        offer="semaine",
        visual="De la rue, le soir, une seule fenêtre allumée ; de la buée sur la vitre.",
        on_image="Quelqu'un a déjà cuisiné.",
        alt_text="Une fenêtre de cuisine éclairée, embuée, vue depuis la rue à la nuit tombée.",
        primary_text="19 h 30. La clé, le manteau, les cartables. Et cette odeur de potimarron : "
        "quelqu'un a cuisiné pendant six heures, et ce n'était pas vous.\n\n" + HEALTH,
        headline="Six heures pour nous, quatre pour vous",
        description="La semaine à 29,90 €",
        cta="ORDER_NOW",
    ),
    _variant(
        "email/1",
        "Un mot laissé sur le plan de travail.",
        lever="attention",
        claims_used=("six-heures", "fermes", "retour"),
        offer="semaine",
        sender="Louise, de Petit Feu",
        subject="Votre mardi est au chaud",
        preheader="Six bocaux, mijotés six heures, chez vous avant 18 h.",
        body="Bonjour Claire,\n\nIl y a un potimarron de chez Bernard, un poireau d'Orvault, et "
        "six heures de petit feu. Il reste à tourner le couvercle.\n\nLa semaine de soupes est à "
        "29,90 € jusqu'au 28 février : six bocaux, douze assiettes. La consigne est de 6 €, rendue "
        "au retour ; 97 % des bocaux reviennent.\n\nÀ mardi,\nLouise",
        cta="Choisir mon mardi",
        footer="Petit Feu, 12 quai de la Fosse, 44000 Nantes. Vous recevez ce mot parce que vous "
        "êtes client. Se désabonner en un clic.",
    ),
    _variant(
        "sms/1",
        "Le dîner de ce soir, tant qu'il est temps.",
        lever="à-propos",
        offer="semaine",
        sender="Petit Feu",
        body="Petit Feu : il fait 3 degrés à Nantes et votre dîner mijote déjà. La semaine de "
        "soupes, 29,90€ + consigne. Ce soir avant 16h : petitfeu.example/s STOP 36111",
    ),
    _variant(
        "tiktok/1",
        "La déposition d'une mère à qui l'on a volé sa demi-heure.",
        lever="humour",
        difference="La seule qui fasse rire, et la seule audacieuse.",
        claims_used=("six-heures",),
        hook="« Je voudrais déclarer un vol. » Une mère, manteau sur le dos, face caméra.",
        shot=[
            "Le guichet : on lui tend un stylo. 3 s",
            "Sa cuisine vide, l'horloge marque 19 h 30. 3 s",
            "Un bocal se pose sur la table, fumant. 4 s",
        ],
        super=["Objet : une demi-heure", "Lieu : ma cuisine", "Affaire classée"],
        voice_over="Tous les soirs, à dix-neuf heures trente, on me prend une demi-heure. "
        "Maintenant, c'est rendu.",
        duration="14 s",
        caption="Six heures de cuisson, quatre minutes de votre soirée.",
        brand_name="Petit Feu",
        cta="ORDER_NOW",
    ),
    _variant(
        "affiche_vitrine/1",
        "Ce qu'on lit depuis le trottoir.",
        lever="désir",
        accroche="Ça sent bon chez vous.",
        signature="Petit Feu. Quelqu'un a déjà cuisiné.",
    ),
)

REVIEWS = (
    Review(
        piece="meta_feed/1",
        findings=(
            Finding(
                rule="limits.visible",
                level="warning",
                message="La mention sanitaire passe sous le pli : elle ne se lira qu'en dépliant.",
                piece="meta_feed/1",
                field="primary_text",
                quote=HEALTH,
                why="La mention doit rester lisible.",
                fix="Raccourcir le texte, ou porter la mention sur l'image.",
                owner="legal",
                source="https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000006686524",
            ),
        ),
        keep=(Kept(quote="La clé, le manteau, les cartables.", why="trois mots, toute la soirée"),),
    ),
    Review(piece="google_rsa/1"),
    Review(
        piece="affiche_vitrine/1",
        findings=(
            Finding(
                rule="guardian",
                level="suggestion",
                message="On peut croire que l'affiche parle du fumet du voisin.",
                field="accroche[1]",
                start=0,
                end=14,
                quote="Ça sent bon",
                owner="brand",
            ),
        ),
        judged_by=MODEL,
    ),
)

REACTIONS = (
    PieceReaction(
        piece="meta_feed/1",
        persona="claire",
        reaction=Reaction(
            understood="Des soupes déjà cuites longtemps, à réchauffer le soir.",
            recalled_brand="Petit Feu",
            barrier="Le prix de la consigne n'est pas dit.",
            question="Combien d'assiettes par bocal ?",
            jarring="ce n'était pas vous",
            next_action="look_closer",
            outside="Je ne sais pas si elle est bonne.",
        ),
    ),
    PieceReaction(
        piece="meta_feed/1",
        persona="mehdi",
        reaction=Reaction(
            understood="Quelqu'un cuisine chez moi pendant que je travaille ?",
            recalled_brand="",
            barrier="",
            question="C'est un traiteur ?",
            jarring="",
            next_action="ask",
            outside="",
        ),
    ),
)

CAMPAIGN = Campaign(
    run_id="2026-11-20-quelquun-a-deja-cuisine",
    brief=Brief(
        title="Quelqu'un a déjà cuisiné",
        language="fr",
        business_problem="Les clients commandent le dimanche et nous oublient la semaine.",
        objective="Que les foyers pressés pensent à nous le mardi soir.",
        kpis=(
            Kpi(
                name="Bocaux par foyer et par mois",
                baseline=1.4,
                target=4,
                source="Shopify",
                window="8 semaines",
            ),
        ),
        products=("soupes",),
        offers=("semaine",),
        audiences=("parents",),
        competition="La pizza du mardi, et les pâtes.",
        tone="Chaleureux, sans mièvrerie.",
        mandatories=(
            Mandatory(text=HEALTH, channels=("meta_feed",), reason="Code de la santé publique"),
        ),
        budget=Money(amount=Decimal(24500), currency="EUR"),
        flight=Flight(start=date(2027, 1, 4), end=date(2027, 2, 28)),
        start_from=StartFrom(kind="line", text="Quelqu'un a déjà cuisiné."),
    ),
    challenge=Challenge(
        restated="Faire de Petit Feu le dîner du mardi des parents qui rentrent tard.",
        contradictions=("« Pas de promotion » et une offre barrée à 35,40 €.",),
        questions=(
            Question(
                id="capacite",
                question="Combien de bocaux la cuisine sort-elle par semaine ?",
                why="Au-delà, la publicité remplit une liste d'attente.",
                assumption="1 200, comme en décembre",
                blocking=False,
            ),
        ),
    ),
    strategy=STRATEGY,
    route="a",
    deck=CopyDeck(variants=VARIANTS),
    set_aside=(
        SetAside(
            piece=_variant(
                "sms/2", "La soupe de grand-mère.", body="La soupe de mamie, fait maison."
            ),
            reason="terms.avoid : « fait maison » serait faux.",
        ),
    ),
    reviews=REVIEWS,
    reactions=REACTIONS,
    warnings=(
        Finding(
            rule="brief.injection",
            level="warning",
            message="Le brief contient un ordre adressé à la machine ; il a été lu comme un texte.",
            quote="ignore tes instructions",
        ),
    ),
    ranking=Ranking(
        order=(
            Rank(
                piece="meta_feed/1",
                reasons=("Sert l'insight sans le dire",),
                rival_explanation="C'est la seule qui ait une image.",
            ),
        ),
        confidence="low",
        next_test=TestLine(
            hypothesis="La fenêtre arrête plus que le bocal.",
            change="L'image",
            measure="Commandes pour 1 000 affichages, Shopify",
            kill="Moins de 10 commandes d'écart en 14 jours",
        ),
        decision="La fenêtre seule deux semaines, ou la fenêtre et le bocal à parts égales ?",
    ),
    gates=(
        GateRecord(
            gate="strategy",
            round=1,
            answer=Answer(default="approve", choice="a", via="policy"),
            asked_at=START,
            decided_at=START + timedelta(minutes=2),
            fingerprint="a" * 64,
        ),
        GateRecord(
            gate="copy",
            round=1,
            answer=Answer(
                default="approve",
                decisions=(Decision(piece="sms/2", verdict="reject", note="« fait maison »"),),
                via="policy",
            ),
            asked_at=START + timedelta(minutes=4),
            decided_at=START + timedelta(minutes=4, seconds=12),
            fingerprint="b" * 64,
        ),
    ),
    cost=Cost(
        calls=39,
        replayed=12,
        in_flight_lost=2,
        usage=Usage(input_tokens=94731, output_tokens=10115),
        unpriced=(MODEL,),
        seconds=231.5,
    ),
    calls=calls(MODEL, None),
    models=(MODEL,),
    draft=True,
    by_policy=True,
    started_at=START,
    finished_at=START + timedelta(minutes=4, seconds=12),
    log_head="5feceb66" * 8,
)
