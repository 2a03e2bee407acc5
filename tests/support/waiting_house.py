"""Questions that wait in the real book of a test's home, of runs that the real index knows."""

import shutil
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from creative_agents.approvals.approved import copy_subject
from creative_agents.approvals.door import Approvals
from creative_agents.approvals.fingerprint import approval_id
from creative_agents.approvals.opening import open_book
from creative_agents.approvals.question import Approval, Question
from creative_agents.approvals.terms import with_terms
from creative_agents.brands.briefs import load_brief
from creative_agents.brands.loader import load_brand
from creative_agents.domain.asset import Asset, AssetField, Variant
from creative_agents.domain.base import Language
from creative_agents.domain.review import Finding, Review
from creative_agents.graphs.runs_index import RunRecord, RunsIndex

EXAMPLES: Final = Path(__file__).parents[2] / "examples"
BRANDS: Final[dict[str, tuple[str, str]]] = {
    "en": ("larkwick", "larkwick-bring-the-old-one.yml"),
    "fr": ("maison-kermorvel", "kermorvel-maree-du-mois.yml"),
}
TEXTS: Final[dict[str, tuple[str, str]]] = {
    "en": ("Bring the old lamp back. We take it.", "A lamp that opens with a coin."),
    "fr": ("La marée du mois arrive vendredi.", "Une boîte s’ouvre, la mer entre."),
}
PEOPLE: Final = """
gates:
  copy:
    approvers: [brand director]
    {more}
people:
  - {{id: ana, name: Ana Ortiz, roles: [brand director]}}
  - {{id: omar, name: Omar Said, roles: [brand director]}}
  - {{id: lea, name: Léa Roux, roles: [legal]}}
max_rounds: 3
"""
"""A process that names its people."""


@dataclass
class House:
    """A home with one brand and its runs."""

    folder: Path
    language: Language = "en"
    start: datetime = field(default_factory=lambda: datetime.now(UTC) - timedelta(hours=5))

    def __post_init__(self) -> None:
        """Copy the brand, so that a test can change it."""
        name, _ = BRANDS[self.language]
        self.brand_folder = self.folder / "brands" / name
        shutil.copytree(EXAMPLES / "brands" / name, self.brand_folder)

    @property
    def door(self) -> Approvals:
        """The door to the book that the commands use."""
        return Approvals()

    def name_people(self, more: str = "") -> None:
        """Write a process that names its people."""
        text = PEOPLE.format(more=more)
        (self.brand_folder / "process.yml").write_text(text, encoding="utf-8")

    def run(self, id: str) -> None:
        """List a run, as `run` does."""
        brief = load_brief(EXAMPLES / "briefs" / BRANDS[self.language][1])
        record = RunRecord(
            id=id,
            title=brief.title,
            brand_folder=str(self.brand_folder),
            brief=brief.model_dump_json(),
            model="openai:fake",
            out=str(self.folder / "out"),
            status="waiting",
            created_at=self.start,
            updated_at=self.start,
        )
        RunsIndex().add(record)

    def variant(self, number: int, text: str) -> Variant:
        """Make a piece of one text."""
        asset = Asset(
            channel="x_post",
            language=self.language,
            fields=(AssetField(name="text", text=text),),
        )
        return Variant(id=f"x_post/{number}", asset=asset, idea=f"Idea {number}")

    def ask(self, run: str = "spring", *, round: int = 1, **parts: Any) -> Question:
        """Put a copy question, with the terms of the brand's process."""
        self.run(run)
        brand = load_brand(self.brand_folder)
        texts = parts.pop("texts", TEXTS[self.language])
        findings: dict[str, tuple[Finding, ...]] = parts.pop("findings", {})
        variants = [self.variant(number, text) for number, text in enumerate(texts, 1)]
        reviews = [Review(piece=piece, findings=found) for piece, found in findings.items()]
        subject = {
            **copy_subject(variants),
            "reviews": [review.model_dump(mode="json") for review in reviews],
        }
        fields: dict[str, Any] = {
            "id": approval_id(run, parts.get("gate", "copy"), round),
            "run_id": run,
            "brand": brand.id,
            "gate": "copy",
            "round": round,
            "title": f"{brand.name}: {len(variants)} pieces to decide",
            "pieces": tuple(variant.id for variant in variants),
            "subject": subject,
            "asked_at": self.start + timedelta(hours=round),
            **parts,
        }
        question = with_terms(Question(**fields), brand.process, findings)
        return open_book(clock=lambda: question.asked_at).ask(question).question

    def ask_route(self, run: str = "spring") -> Question:
        """Put a strategy question with two routes."""
        routes = [{"id": id, "idea": f"Idea {id}"} for id in ("a", "b")]
        return self.ask(
            run,
            gate="strategy",
            pieces=("strategy",),
            choices=("a", "b"),
            recommended="b",
            subject={"strategy": {"routes": routes}},
        )

    def row(self, question: Question) -> Approval:
        """Give a question as it stands now."""
        return self.door.show(question.id)
