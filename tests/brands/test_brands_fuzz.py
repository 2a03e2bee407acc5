import json
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from creative_agents.brands.briefs import parse_brief
from creative_agents.brands.loader import LISTS, load_brand
from creative_agents.domain.brand import Brand, Voice
from creative_agents.domain.brief import Brief
from creative_agents.errors import BrandError, BriefError

FILES = sorted({"brand", "about", "voice", "process", "pieces/x", *LISTS})
KEYS = sorted(
    {
        *Brief.model_fields,
        *Brand.model_fields,
        *Voice.model_fields,
        *("id", "name", "meta", "color", "palette", "logo", "typography", "price", "proof"),
        *("results", "rights", "gates", "copy", "kpis", "personas", "start", "end", "<<"),
    }
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(["49 EUR", "2027-01-31", "2027-99-31", "en", "#fff", "", "a: b", "*x", "Ünï"]),
    st.text(max_size=12),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.one_of(st.sampled_from(KEYS), st.text(max_size=6)), inner, max_size=4),
    ),
    max_leaves=12,
)
SIGNS = st.text("abc:-#'\"[]{}&*!|>%@`,?~\\ \t\n\u00a0é", max_size=60)

QUICK = settings(max_examples=150, deadline=None)
QUICK_IN_A_FOLDER = settings(
    QUICK, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@QUICK
@given(st.one_of(SIGNS, SIGNS.map(lambda text: f"---\n{text}\n---\nbody"), VALUES.map(json.dumps)))
def test_whatever_a_brief_holds_it_reads_or_says_why(text: str) -> None:
    """No text makes the reader raise anything but a BriefError with a line."""
    try:
        parse_brief(text, name="b.yml")
    except BriefError as error:
        assert all(line.startswith("b.yml:") for line in str(error).splitlines())  # noqa: PT017


@QUICK
@given(st.dictionaries(st.sampled_from(sorted(Brief.model_fields)), VALUES, max_size=6))
def test_whatever_the_fields_of_a_brief_hold_it_reads_or_says_why(
    fields: dict[str, object],
) -> None:
    """Known keys with any value give a brief or a BriefError."""
    required = {"title": "T", "language": "en", "business_problem": "b", "objective": "o"}
    try:
        parse_brief(json.dumps({**required, **fields}))
    except BriefError as error:
        assert str(error).startswith("brief:")  # noqa: PT017


@QUICK_IN_A_FOLDER
@given(st.sampled_from(FILES), st.one_of(SIGNS, VALUES.map(json.dumps)))
def test_whatever_a_file_of_a_brand_holds_it_loads_or_says_why(
    tmp_path: Path, stem: str, text: str
) -> None:
    """No content makes the loader raise anything but a BrandError with a line for each mistake."""
    (tmp_path / "pieces").mkdir(exist_ok=True)
    smallest = {"brand": "meta: {name: A}", "about": "language: en", "voice": "summary: s"}
    for name, content in {**dict.fromkeys(FILES, "# none"), **smallest, stem: text}.items():
        (tmp_path / f"{name}.yml").write_text(content, "utf-8")
    try:
        load_brand(tmp_path)
    except BrandError as error:
        assert error.problems  # noqa: PT017
        assert all(line.startswith(f"{stem}.yml:") for line in error.problems)  # noqa: PT017
