"""Fettle: an invented brand that services bicycles at the reader's door, in English."""

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
    Voice,
)
from creative_agents.domain.brief import Brief, Challenge, Flight, Kpi, Mandatory, Question
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

MODEL = "openai:gpt-5.2"
DOOR = "the bike that is locked outside is the one thing they never have time to take anywhere"

BRAND = Brand(
    id="fettle",
    identity=Identity(
        name="Fettle",
        link="https://www.fettle.example",
        colours=(
            Colour(name="Signal", value="#f2b632"),
            Colour(name="Slate", value="#24313a"),
            Colour(name="Chalk", value="#efece4"),
            Colour(name="Chain", value="#8b9aa3"),
        ),
    ),
    language="en",
    markets=("GB",),
    sender="Fettle",
    postal_address="Fettle Ltd, Unit 4, Canal Wharf, Leeds LS11 5PS",
    voice=Voice(summary="A good mechanic talking: plain, dry, exact, never in a hurry."),
    products=(
        Product(
            id="doorstep",
            name="Doorstep Service",
            description="A full service of one bicycle at the customer's home or work.",
            link="https://www.fettle.example/doorstep",
        ),
    ),
    offers=(
        Offer(
            id="winter",
            name="Winter Doorstep Service",
            products=("doorstep",),
            price=Money(amount=Decimal(59), currency="GBP"),
            start=date(2026, 12, 1),
            end=date(2027, 1, 31),
            legal_line="£59 for one bicycle, parts not included. Leeds LS1 to LS18.",
            cta="Book a slot",
        ),
    ),
    claims=(
        Claim(
            id="47-minutes",
            text="A full service takes 47 minutes on average",
            kind="number",
            wording=("done in 47 minutes",),
            proof=Proof(
                statement="Mean of 1,204 visits, January to June 2026: 47 minutes",
                source="https://www.fettle.example/how-long",
                date=date(2026, 7, 8),
            ),
        ),
        Claim(
            id="squeak",
            text="If it squeaks within 30 days, we come back for nothing",
            kind="guarantee",
            wording=("Squeaks within 30 days? We come back free",),
            proof=Proof(
                statement="Terms of service, article 6; 38 return visits in 2025, none charged",
                source="Operations director",
                date=date(2026, 3, 3),
            ),
        ),
        Claim(
            id="certified",
            text="Every mechanic is certified",
            kind="other",
            proof=Proof(
                statement="11 of 11 mechanics hold a level 2 certificate",
                source="HR register",
                date=date(2026, 10, 1),
            ),
        ),
    ),
    audiences=(
        Audience(
            id="commuters",
            name="Weekday commuters",
            description="People who ride to work in Leeds at least three days a week.",
            personas=(
                Persona(
                    id="nadia",
                    name="Nadia",
                    age=34,
                    situation="Nurse at St James's, two children, rides 5 miles a day in shifts.",
                ),
                Persona(
                    id="owen",
                    name="Owen",
                    age=52,
                    situation="Solicitor, rides from Headingley, had two bikes stolen.",
                ),
            ),
        ),
    ),
    fingerprint="9c41d0a7" * 8,
)

STRATEGY = Strategy(
    problem=Step(
        statement="Riders know the bike needs a service and put it off until something breaks.",
        evidence="Brief: 61% of bookings in 2025 followed a breakdown",
        confidence="high",
    ),
    insight=Insight(
        statement="Nobody minds paying for a service; what they mind is a week without their bike.",
        evidence="Customer calls 2026, 14 of 40 say “I need it for work”",
        confidence="medium",
    ),
    proposition=Proposition(
        statement="Your bike, serviced while you get on with your day.",
        evidence="47 minutes on average, at the customer's door",
        confidence="high",
    ),
    routes=(
        Route(
            id="a",
            name="While you were out",
            idea="The card that couriers leave for bad news, left for good news: it is done.",
            tagline="While you were out, we made it right.",
            bold=False,
            why="Only a service that comes to the door can leave a card on it.",
            risk="People may take it for a missed parcel and read no further.",
            examples=(
                FormatExample(channel="meta_feed", looks="A card tied to a handlebar, by hand."),
                FormatExample(channel="landing_hero", looks="The card fills the screen."),
            ),
        ),
        Route(
            id="b",
            name="The missing week",
            idea="Show the week that a repair shop takes from you, day by day, and give it back.",
            tagline="Keep your week.",
            bold=True,
            why="The category never says how long it keeps your bike; Fettle can.",
            risk="It picks a fight with shops that also sell to Fettle's customers.",
            examples=(
                FormatExample(channel="tiktok", looks="Five mornings on the bus in 12 seconds."),
            ),
        ),
        Route(
            id="c",
            name="Forty-seven minutes",
            idea="Everything else that takes 47 minutes, and leaves you with less.",
            tagline="Forty-seven minutes, well spent.",
            bold=False,
            why="The number is Fettle's, measured on 1,204 visits.",
            risk="A number invites a stopwatch.",
            examples=(FormatExample(channel="google_rsa", looks="Serviced in 47 minutes."),),
        ),
    ),
    recommended="a",
    recommendation="It turns the thing that people fear in a service, being without, into a gift.",
    messages=(
        KeyMessage(
            message="We come to the bike, so you are never without it.",
            reasons=(
                ReasonToBelieve(claim="47-minutes", says="It fits in a meeting."),
                ReasonToBelieve(claim="certified", says="Whoever comes knows the trade."),
            ),
        ),
        KeyMessage(
            message="If it is not right, it costs us and not you.",
            reasons=(
                ReasonToBelieve(claim="squeak", says="The return visit is free for 30 days."),
            ),
        ),
    ),
    not_said=("“Cheapest”: two shops charge less.", "Nothing on electric bikes before April."),
    matrix=(
        MatrixCell(
            audience="commuters",
            stage="aware",
            message="A service no longer costs you a week.",
            channel="tiktok",
            role="Makes the missing week visible.",
            kpi="Share who watch 6 seconds",
        ),
        MatrixCell(
            audience="commuters",
            stage="consider",
            message="It takes 47 minutes, at your door.",
            channel="meta_feed",
            role="Explains in one picture.",
            kpi="Landing page visits",
        ),
        MatrixCell(
            audience="commuters",
            stage="buy",
            message="Pick an hour this week.",
            channel="google_rsa",
            role="Catches those who search.",
            kpi="Bookings",
        ),
    ),
    holes=("Advocate: nothing asks a happy customer to tell a colleague.",),
    plan=(
        PlanLine(media="paid", channel="google_rsa", purpose="Bookings", timing="All flight"),
        PlanLine(media="owned", channel="email", purpose="Past customers", timing="1 December"),
        PlanLine(
            media="earned", channel="press_release", purpose="Local press", timing="3 December"
        ),
    ),
    tests=(
        TestLine(
            hypothesis="The number of minutes books more than the idea of the door.",
            change="First headline only",
            measure="Bookings per 100 clicks, booking system",
            kill="Fewer than 2 points apart after 1,000 clicks each",
        ),
    ),
)


def _variant(id: str, idea: str, **more: object) -> Variant:
    channel = id.partition("/")[0]
    copy = {name: more.pop(name) for name in list(more) if name not in Variant.model_fields}
    texts = {name: value for name, value in copy.items() if isinstance(value, str | list)}
    made = {"id": id, "idea": idea, "asset": asset(channel, "en", **texts), "written_by": MODEL}
    return Variant.model_validate(made | more)


VARIANTS = (
    _variant(
        "google_rsa/1",
        "The bike does not have to go anywhere.",
        lever="ease",
        insight_served="Nobody minds paying for a service; they mind a week without their bike.",
        difference="Leads with the place, where its sibling leads with the time.",
        claims_used=("47-minutes", "squeak", "certified"),
        offer="winter",
        headline=[
            "Bike Service at Your Door",
            "Serviced in 47 Minutes",
            "Leave It Locked. We Come.",
            "Certified Mechanics, Leeds",
            "Keep Your Bike All Week",
            "£59 Winter Service",
            "Book an Hour, Not a Week",
            "At Home or at Work",
            "It Squeaks? We Come Back",
        ],
        description=[
            "A full service where your bike is locked. 47 minutes on average. £59, parts extra.",
            "Pick an hour this week. If it squeaks within 30 days, we come back for nothing.",
            "Every mechanic is certified. Leeds LS1 to LS18. You never hand over the bike.",
        ],
        path=["at-your-door", "leeds"],
        final_url="https://www.fettle.example/doorstep",
    ),
    _variant(
        "meta_feed/1",
        "The courier's card, for once with good news.",
        lever="surprise",
        insight_served="Nobody minds paying for a service; they mind a week without their bike.",
        difference="The only piece that shows the card.",
        claims_used=("47-minutes",),
        offer="winter",
        visual="A brown card tied to the handlebar of a commuter's bike, chained to office "
        "railings in the rain. The chain gleams.",
        on_image="Sorry we missed you.\nYour brakes work now.",
        alt_text="A handwritten card hangs from the handlebar of a locked bicycle.",
        primary_text="You were in a meeting. We were at the railings with a new cable and a clean "
        "chain. 47 minutes later there was a card on your handlebar and nothing left to squeak.\n\n"
        "Winter Doorstep Service, £59. Parts not included. Leeds LS1 to LS18.",
        headline="Serviced where it's locked",
        description="Book an hour this week",
        cta="BOOK_TRAVEL",
        final_url="https://www.fettle.example/doorstep",
    ),
    _variant(
        "linkedin_sponsored/1",
        "A perk for staff who ride that costs the office nothing but railings.",
        lever="belonging",
        difference="Talks to the employer, not to the rider.",
        claims_used=("certified",),
        visual="Six bikes on an office rack, five with a card on the handlebar.",
        alt_text="A bicycle rack outside an office; five bikes carry a card.",
        intro="Nine of your people cycled in today. By five, nine bikes could be ready for winter, "
        "without anybody leaving their desk. We bring the stand, tools and certified mechanics. "
        "You bring the railings.",
        headline="Bike service, at the office rack",
        description="Doorstep Service for teams in Leeds",
        cta="REQUEST_DEMO",
    ),
    _variant(
        "email/1",
        "A mechanic's note that tells what winter did to the bike.",
        round=2,
        lever="proof",
        insight_served="Nobody minds paying for a service; they mind a week without their bike.",
        claims_used=("47-minutes", "squeak"),
        offer="winter",
        sender="Sam at Fettle",
        subject="Your brakes, before the ice",
        preheader="47 minutes at your door, and you keep the bike all week.",
        body="Hello Nadia,\n\nThe last time we saw your bike, in May, the pads had about two "
        "thousand miles left. You have ridden most of them since.\n\nI can come to the hospital "
        "railings or to your door. A full service takes 47 minutes on average, so it will be back "
        "before your break is over. It is £59 until 31 January, parts not included.\n\nIf it "
        "squeaks within 30 days, we come back for nothing.\n\nSam, mechanic",
        cta="Pick an hour",
        footer="Fettle Ltd, Unit 4, Canal Wharf, Leeds LS11 5PS. You get this because we serviced "
        "your bike in May. Unsubscribe in one click.",
    ),
    _variant(
        "sms/1",
        "The hour that has just come free, near the reader.",
        lever="ease",
        claims_used=("47-minutes",),
        offer="winter",
        sender="Fettle",
        body="Fettle: a slot came free near you, Thu 8-12. Full bike service at your door, 47 min, "
        "£59 plus parts. Book: fettle.example/thu Reply STOP to opt out",
    ),
    _variant(
        "landing_hero/1",
        "The promise of the ad, kept in one screen.",
        lever="ease",
        claims_used=("47-minutes", "squeak", "certified"),
        visual="A mechanic kneels by a bike on a front step; through the window somebody works on.",
        alt_text="A mechanic services a bicycle on a doorstep.",
        headline="Your bike, serviced while you get on with your day",
        subhead="We come to your home or your work in Leeds. 47 minutes on average, £59 until "
        "31 January, parts not included.",
        cta="Choose an hour",
        reassurance=["Certified mechanics", "Squeaks within 30 days? We come back free"],
    ),
    _variant(
        "tiktok/1",
        "Five mornings on the bus, because the bike is at the shop.",
        lever="loss",
        difference="The bold route in twelve seconds.",
        claims_used=("47-minutes",),
        hook="A bus window, fogged, 7:40. A helmet on somebody's lap.",
        shot=[
            "Monday: same seat, same helmet, rain. 2 s",
            "Wednesday: same seat, the helmet holds a sandwich. 2 s",
            "Friday: the helmet waves at a cyclist outside. 3 s",
            "Doorstep: a mechanic packs a stand, a card on the handlebar. 4 s",
        ],
        super=["Day 1 without it", "Day 3", "Day 5", "47 minutes, at your door"],
        voice_over="The shop has had my bike since Monday. It takes them a week. It takes these "
        "people forty-seven minutes, and they come to you.",
        duration="12 s",
        caption="Keep your week. Bike service at your door in Leeds.",
        brand_name="Fettle",
        cta="BOOK_NOW",
    ),
    _variant(
        "press_release/1",
        "A number that local press can print.",
        lever="proof",
        claims_used=("47-minutes", "certified"),
        headline="Leeds firm services a bike in 47 minutes at the door",
        lead="Fettle, which repairs bicycles where they are parked, opens winter slots in LS1 to "
        "LS18 on 1 December at £59.",
        body="On 1,204 visits between January and June 2026 a full service took 47 minutes on "
        "average, from unlocking to the last test ride.\n\nThe firm employs 11 mechanics; all hold "
        "a level 2 certificate. Customers keep their bicycle throughout.\n\nSlots can be booked "
        "until 31 January 2027.",
        boilerplate="Fettle has serviced bicycles at people's doors in Leeds since 2021.",
        contact="Press: Priya Nair, 0113 496 0000, press@fettle.example",
    ),
)

REVIEWS = (
    Review(
        piece="google_rsa/1",
        findings=(
            Finding(
                rule="claims.number",
                level="warning",
                message="The time is an average; this headline says it as a promise.",
                piece="google_rsa/1",
                field="headline[2]",
                start=12,
                end=22,
                quote="47 Minutes",
                why="An average stated as a fact misleads one customer in two.",
                fix="Serviced in About 47 Minutes",
                owner="legal",
                source="47-minutes",
            ),
        ),
        keep=(Kept(quote="Book an Hour, Not a Week", why="the whole strategy in six words"),),
        judged_by=MODEL,
    ),
    Review(
        piece="meta_feed/1",
        findings=(
            Finding(
                rule="guardian",
                level="suggestion",
                message="“Nothing left to squeak” promises more than a service can.",
                piece="meta_feed/1",
                field="primary_text[1]",
                quote="nothing left to squeak",
                fix="one squeak fewer",
                why="The voice is exact.",
            ),
        ),
        keep=(Kept(quote="You were in a meeting.", why="it starts in the reader's day"),),
        judged_by=MODEL,
    ),
    Review(piece="sms/1", judged_by=""),
)


def _reaction(piece: str, persona: str, **said: str) -> PieceReaction:
    empty = {
        "barrier": "",
        "question": "",
        "jarring": "",
        "outside": "",
        "recalled_brand": "Fettle",
    }
    reaction = Reaction.model_validate(empty | said)
    return PieceReaction(piece=piece, persona=persona, reaction=reaction)


REACTIONS = (
    _reaction(
        "meta_feed/1",
        "nadia",
        understood="Someone fixes my bike at work while I am on shift, for £59.",
        barrier="I would want to see who touches my bike.",
        question="Do they need my lock's key?",
        jarring="new cable",
        next_action="look_closer",
        outside="I cannot tell whether £59 is a good price.",
    ),
    _reaction(
        "meta_feed/1",
        "owen",
        understood="A courier missed me, no: a mechanic came.",
        recalled_brand="",
        question="Are they insured?",
        next_action="ask",
    ),
    _reaction(
        "google_rsa/1",
        "nadia",
        understood="A service that comes to me and takes under an hour.",
        next_action="look_closer",
    ),
)

CAMPAIGN = Campaign(
    run_id="2026-11-20-keep-your-bike",
    brief=Brief(
        title="Keep your bike this winter",
        language="en",
        market="GB",
        business_problem="Bookings halve from November to February; mechanics stand idle.",
        objective="Riders book a service before something breaks.",
        kpis=(
            Kpi(
                name="Doorstep bookings a week",
                baseline=64,
                target=110,
                source="booking system",
                window="1 December to 31 January",
            ),
        ),
        products=("doorstep",),
        offers=("winter",),
        audiences=("commuters",),
        core_audience="People who ride to work and have no second bike.",
        competition="Repair shops that keep the bike for a week; and putting it off.",
        tone="Dry, warm, exact.",
        mandatories=(
            Mandatory(
                text="Leeds LS1 to LS18",
                channels=("meta_feed", "google_rsa"),
                reason="We do not travel further.",
            ),
        ),
        budget=Money(amount=Decimal(18000), currency="GBP"),
        flight=Flight(start=date(2026, 12, 1), end=date(2027, 1, 31)),
        deadline=date(2026, 11, 25),
    ),
    challenge=Challenge(
        restated="Get Leeds commuters to book a winter service at their door in time.",
        missing=("How many slots a week the mechanics can take",),
        contradictions=(),
        questions=(
            Question(
                id="slots",
                question="How many visits a week can the team take in January?",
                why="Above it, advertising buys a waiting list.",
                assumption="120 a week, as in the best week of 2025",
                blocking=False,
            ),
            Question(
                id="electric",
                question="Are electric bikes part of the offer?",
                why="One visitor in five rides one.",
                assumption="No, until April",
                blocking=True,
            ),
        ),
    ),
    strategy=STRATEGY,
    route="a",
    deck=CopyDeck(variants=VARIANTS),
    set_aside=(
        SetAside(
            piece=_variant(
                "meta_feed/2",
                "Shops keep your bike hostage.",
                primary_text="The shop down the road has your bike. We have your Thursday.",
                headline="Free your bike",
                cta="LEARN_MORE",
            ),
            reason="Brand director: we supply two of these shops; we do not mock them.",
        ),
    ),
    reviews=REVIEWS,
    coherence=(
        Finding(
            rule="coherence.cta",
            level="suggestion",
            message="Three words for one act: “Choose an hour”, “Pick an hour”, “Book”.",
            fix="Keep “Pick an hour” everywhere but on platform buttons.",
        ),
    ),
    reactions=REACTIONS,
    ranking=Ranking(
        order=(
            Rank(
                piece="meta_feed/1",
                reasons=("Both readers told the offer back", "No finding above a suggestion"),
                rival_explanation="It is the longest piece; length alone may explain the recall.",
            ),
            Rank(
                piece="google_rsa/1",
                reasons=("Serves the insight in any order",),
                rival_explanation="",
            ),
        ),
        confidence="low",
        next_test=TestLine(
            hypothesis="The card stops more riders than the number.",
            change="Picture: card against stopwatch",
            measure="Bookings per 1,000 shown, booking system",
            kill="Under 10 bookings apart after 14 days",
        ),
        decision="Run the card alone in Leeds for two weeks, or split the budget with the number?",
    ),
    gates=(
        GateRecord(
            gate="brief",
            round=1,
            answer=Answer(
                decisions=(Decision(piece="electric", verdict="edit", text="No, from April."),),
                by="Helen Marsh",
                via="terminal",
            ),
            asked_at=START + timedelta(minutes=1),
            decided_at=START + timedelta(minutes=20),
            fingerprint="a" * 64,
        ),
        GateRecord(
            gate="strategy",
            round=1,
            answer=Answer(default="approve", choice="a", by="Helen Marsh", via="terminal"),
            asked_at=START + timedelta(minutes=24),
            decided_at=START + timedelta(hours=3),
            fingerprint="b" * 64,
        ),
        GateRecord(
            gate="copy",
            round=1,
            answer=Answer(
                default="approve",
                decisions=(
                    Decision(piece="email/1", verdict="revise", note="Say what winter does."),
                    Decision(piece="meta_feed/2", verdict="reject", note="We do not mock shops."),
                ),
                by="Helen Marsh",
                via="notebook",
            ),
            asked_at=START + timedelta(hours=3, minutes=4),
            decided_at=START + timedelta(hours=5),
            fingerprint="c" * 64,
        ),
        GateRecord(
            gate="copy",
            round=2,
            answer=Answer(default="approve", by="Helen Marsh", via="notebook"),
            asked_at=START + timedelta(hours=5, minutes=3),
            decided_at=START + timedelta(hours=5, minutes=41),
            fingerprint="d" * 64,
        ),
    ),
    cost=Cost(
        calls=39,
        retries=1,
        usage=Usage(input_tokens=94731, output_tokens=10115),
        usd=Decimal("0.3127"),
        seconds=148.2,
    ),
    calls=calls("gpt-5.2", Decimal("0.008")),
    models=("gpt-5.2",),
    started_at=START,
    finished_at=START + timedelta(hours=5, minutes=41),
    log_head="e3b0c442" * 8,
)
