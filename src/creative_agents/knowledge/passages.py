"""A brand as passages: each fact readable alone, with the file and key it stands at."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from creative_agents.domain.base import Language, slugify
from creative_agents.domain.brand import (
    Audience,
    Brand,
    Claim,
    Competitor,
    Fact,
    LearnedRule,
    Offer,
    PastPiece,
    Product,
    Quote,
    Term,
)
from creative_agents.knowledge.base import Kind, Passage
from creative_agents.knowledge.labels import LABELS


def passages_of(brand: Brand) -> tuple[Passage, ...]:
    """Turn a brand into passages.

    Confidentiality and embargo follow the fact into each of its passages; an offer also
    takes on those of its products, since it names them.

    Args:
        brand: The brand.

    Returns:
        A passage or more for each fact, each with a different id, in the order of the folder.
    """
    return tuple(_distinct(_Writer(brand).passages()))


def _distinct(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Number the ids that stand twice, as two customers' words that are the same."""
    seen: dict[str, int] = {}
    for passage in passages:
        seen[passage.id] = times = seen.get(passage.id, 0) + 1
        yield passage if times == 1 else passage.model_copy(update={"id": f"{passage.id}~{times}"})


class _Writer:
    """Writes the passages of one brand, in its language."""

    def __init__(self, brand: Brand) -> None:
        self.brand = brand
        self.label: Mapping[str, str] = LABELS[brand.language]

    def passages(self) -> Iterator[Passage]:
        yield from self._identity()
        yield from self._voice()
        brand = self.brand
        yield from map(self._term, brand.terms, range(1, len(brand.terms) + 1))
        yield from map(self._product, brand.products)
        yield from map(self._offer, brand.offers)
        yield from map(self._claim, brand.claims)
        yield from map(self._quote, brand.quotes)
        for audience in brand.audiences:
            yield from self._audience(audience)
        yield from map(self._competitor, brand.competitors)
        for piece in brand.pieces:
            yield from self._piece(piece)
        yield from map(self._rule, brand.rules)

    def _identity(self) -> Iterator[Passage]:
        for key in ("positioning", "boilerplate"):
            if text := getattr(self.brand, key):
                said = self._say(key, name=self.brand.name, text=text)
                yield self._passage("identity", key, said, source=f"about.yml#{key}")

    def _voice(self) -> Iterator[Passage]:
        voice, name = self.brand.voice, self.brand.name
        summary = " ".join((voice.summary, "; ".join(voice.traits))).strip()
        said = self._say("voice", name=name, text=summary)
        yield self._passage("voice", "summary", said, source="voice.yml#summary")
        for key, rules in (("do", voice.do), ("dont", voice.dont)):
            for number, rule in enumerate(rules, 1):
                said = self._say(key, name=name, text=rule)
                yield self._passage("voice", f"{key}-{number}", said, source=f"voice.yml#{key}")
        for number, example in enumerate(voice.examples, 1):
            said = self._say(
                "example", name=name, yes=self._quoted(example.yes), no=self._quoted(example.no)
            )
            text = f"{said}. {example.why}" if example.why else said
            yield self._passage("voice", f"example-{number}", text, source="voice.yml#examples")

    def _term(self, term: Term, number: int) -> Passage:
        avoid = ", ".join(map(self._quoted, term.avoid))
        if term.use and avoid:
            said = self._say("write", use=self._quoted(term.use), avoid=avoid)
        else:
            said = self._say("never", avoid=avoid) if avoid else self._quoted(term.use or "")
        text = _sentences(said, term.reason, self._list("except", term.exceptions))
        key = slugify(term.use or next(iter(term.avoid), str(number)))
        return self._passage("term", key, text, source=f"terms.yml#{number}", spoken=term.language)

    def _product(self, product: Product) -> Passage:
        text = _sentences(
            self._say("product", name=product.name, text=product.description),
            self._list("benefits", product.benefits),
            self._list("facts", product.facts),
        )
        return self._passage(
            "product", product.id, text, source=f"products.yml#{product.id}", facts=(product,)
        )

    def _offer(self, offer: Offer) -> Passage:
        products = [item for item in self.brand.products if item.id in offer.products]
        parts = [
            self._pair("for", ", ".join(item.name for item in products)),
            self._pair("price", offer.price),
            self._pair("instead_of", offer.reference_price),
            self._pair("from", offer.start),
            self._pair("to", offer.end),
        ]
        text = _sentences(
            ", ".join([self._say("offer", name=offer.name), *filter(None, parts)]),
            self._list("conditions", (offer.conditions,)),
            self._list("legal", (offer.legal_line,)),
            self._list("cta", (offer.cta,)),
        )
        passage = self._passage(
            "offer", offer.id, text, source=f"offers.yml#{offer.id}", facts=(offer, *products)
        )
        return passage.model_copy(update={"date": offer.start, "valid_until": offer.end})

    def _claim(self, claim: Claim) -> Passage:
        proof = claim.proof
        text = _sentences(
            self._say("claim", text=claim.text),
            self._list("wording", claim.wording),
            self._list("proof", (f"{proof.statement} ({proof.source}, {proof.date})",)),
        )
        passage = self._passage(
            "claim", claim.id, text, source=f"claims.yml#{claim.id}", facts=(claim,)
        )
        return passage.model_copy(
            update={"date": proof.date, "valid_until": claim.expires, "markets": claim.markets}
        )

    def _quote(self, quote: Quote) -> Passage:
        text = self._say("quote", text=self._quoted(quote.text), author=quote.author)
        passage = self._passage(
            "quote", quote.id, text, source=f"quotes.yml#{quote.id}", facts=(quote,)
        )
        return passage.model_copy(update={"date": quote.date})

    def _audience(self, audience: Audience) -> Iterator[Passage]:
        source = f"audiences.yml#{audience.id}"
        text = _sentences(
            self._say("audience", name=audience.name, text=audience.description),
            self._list("needs", audience.needs),
            self._list("barriers", audience.barriers),
        )
        yield self._passage("audience", audience.id, text, source=source, facts=(audience,))
        for word in audience.words:
            text = self._say("words", name=audience.name, text=self._quoted(word))
            key = f"{audience.id}/{slugify(word)}"
            yield self._passage("words", key, text, source=source, facts=(audience,))

    def _competitor(self, competitor: Competitor) -> Passage:
        name = self._say("competitor", name=competitor.name)
        text = _sentences(
            " ".join(filter(None, (name, self._pair("promise", competitor.promise)))),
            self._list("lines", competitor.lines),
            self._list("strengths", competitor.strengths),
            self._list("weaknesses", competitor.weaknesses),
        )
        key = slugify(competitor.name)
        source = f"competitors.yml#{competitor.name}"
        return self._passage("competitor", key, text, source=source, facts=(competitor,))

    def _piece(self, piece: PastPiece) -> Iterator[Passage]:
        source = f"pieces#{piece.id}"
        head = self._say(
            "piece", channel=piece.channel, date=piece.date, outcome=self.label[piece.outcome]
        )
        copy = " / ".join(text for texts in piece.fields.values() for text in texts)
        text = _sentences(f"{head}: {copy}", self._list("why", (piece.why,)))
        dated = {"date": piece.date}
        yield self._passage(
            "piece", piece.id, text, source=source, facts=(piece,), spoken=piece.language
        ).model_copy(update=dated)
        for number, note in enumerate(piece.notes, 1):
            said = self._say("note", channel=piece.channel, text=note.note)
            before, after = self._list("before", (note.before,)), self._list("after", (note.after,))
            text = _sentences(said, before, after)
            yield self._passage(
                "note", f"{piece.id}/{number}", text, source=f"{source}/notes", facts=(piece,)
            ).model_copy(update=dated)

    def _rule(self, rule: LearnedRule) -> Passage:
        text = _sentences(self._say("rule", text=rule.rule), self._list("evidence", rule.evidence))
        return self._passage("rule", rule.id, text, source=f"rules.yml#{rule.id}", facts=(rule,))

    def _passage(  # noqa: PLR0913 - one argument for each thing that differs
        self,
        kind: Kind,
        key: str,
        text: str,
        *,
        source: str,
        facts: tuple[Fact, ...] = (),
        spoken: Language | None = None,
    ) -> Passage:
        return Passage(
            id=f"{kind}/{key}",
            brand=self.brand.id,
            kind=kind,
            text=text,
            language=spoken or self.brand.language,
            source=source,
            origin=facts[0].source if facts else None,
            confidential=any(fact.confidential for fact in facts),
            embargo_until=_last(fact.embargo_until for fact in facts),
        )

    def _say(self, key: str, **values: object) -> str:
        return self.label[key].format(**values)

    def _quoted(self, text: str) -> str:
        return self._say("quoted", text=text)

    def _pair(self, key: str, value: object) -> str:
        return f"{self.label[key]} {value}" if value else ""

    def _list(self, key: str, items: Iterable[str | None]) -> str:
        said = "; ".join(item for item in items if item)
        colon = " :" if self.brand.language == "fr" else ":"
        return f"{self.label[key]}{colon} {said}" if said else ""


def _sentences(*parts: str | None) -> str:
    said = (part.strip() for part in parts if part)
    return " ".join(
        part if part.rstrip(" »”")[-1:] in ".!?…" else f"{part}." for part in said if part
    )


def _last(days: Iterable[date | None]) -> date | None:
    return max((day for day in days if day), default=None)
