from datetime import timedelta
from pathlib import Path

import pytest
from approvals_made import NOW, make_question

from creative_agents.approvals.people import person_of
from creative_agents.approvals.terms import has_conditions, risk_of, with_terms
from creative_agents.brands.loader import load_brand
from creative_agents.domain.approval import Need, Risk, Terms
from creative_agents.domain.process import Colleague, GatePolicy, Process, Requirement
from creative_agents.domain.review import Finding, Level, Owner
from creative_agents.errors import BrandError

PEOPLE = (Colleague(id="ana", name="Ana", roles=("brand director",)),)
LEGAL = Requirement(owner="legal", approvers=("legal",))
CLAIMS = Requirement(rule="claims", approvers=("brand director",))


def terms_of(
    policy: GatePolicy, *findings: Finding, people: tuple[Colleague, ...] = PEOPLE
) -> Terms:
    """Give the terms of a copy question with findings on its first piece."""
    process = Process(people=people, gates={"copy": policy})
    return with_terms(make_question(asked_at=NOW), process, {"email/1": findings}).terms


def found(rule: str, *, owner: Owner = "brand", level: Level = "warning") -> Finding:
    """Make a finding."""
    return Finding(rule=rule, level=level, message="look", owner=owner)


def test_a_gate_that_says_nothing_takes_one_answer_of_anybody() -> None:
    """For ever."""
    assert terms_of(GatePolicy()) == Terms()


def test_the_approvers_of_a_gate_are_needed() -> None:
    """And nobody in particular counts no more."""
    terms = terms_of(GatePolicy(approvers=("brand director", "head of copy"), quorum=2))

    assert terms.needs == (Need(roles=("brand director", "head of copy"), count=2),)
    assert not terms.anonymous


@pytest.mark.parametrize(
    ("policy", "anonymous"),
    [
        (GatePolicy(), True),
        (GatePolicy(approvers=("legal",)), False),
        (GatePolicy(approvers=("legal",), anonymous=True), True),
        (GatePolicy(anonymous=False), False),
        (GatePolicy(quorum=2, anonymous=True), False),
        (GatePolicy(not_own_work=True, anonymous=True), False),
    ],
)
def test_nobody_in_particular_counts_where_the_policy_allows_it(
    policy: GatePolicy, *, anonymous: bool
) -> None:
    """But never as two people, nor as somebody else than the author."""
    assert terms_of(policy).anonymous is anonymous


def test_where_the_process_names_nobody_roles_are_not_enforced() -> None:
    """Unless the gate says that nobody in particular does not count."""
    loose = GatePolicy(approvers=("legal",))

    assert terms_of(loose, people=()) == Terms()
    strict = loose.model_copy(update={"anonymous": False})
    assert terms_of(strict, people=()).needs == (Need(roles=("legal",)),)


def test_a_finding_asks_for_its_owner_or_for_its_rule() -> None:
    """What was not found asks for nobody."""
    policy = GatePolicy(approvers=("head of copy",), requires=(LEGAL, CLAIMS))
    copy = Need(roles=("head of copy",))

    assert terms_of(policy).needs == (copy,)
    assert terms_of(policy, found("law-fr.price", owner="legal")).needs == (
        copy,
        Need(roles=("legal",), why="law-fr.price"),
    )
    assert terms_of(policy, found("claims.cleared")).needs == (
        copy,
        Need(roles=("brand director",), why="claims.cleared"),
    )
    assert terms_of(policy, found("claimsmanship")).needs == (copy,)


def test_a_finding_on_what_is_not_shown_asks_for_nobody() -> None:
    """Only what is asked about counts."""
    process = Process(people=PEOPLE, gates={"copy": GatePolicy(requires=(LEGAL,))})
    elsewhere = {"email/9": [found("law-fr.price", owner="legal")]}
    question = with_terms(make_question(), process, elsewhere)

    assert (question.risk, has_conditions(question)) == ("low", False)
    whole = with_terms(make_question(), process, {"": elsewhere["email/9"]})
    assert (whole.risk, has_conditions(whole)) == ("high", True)


def test_the_hours_of_a_gate_count_from_the_question() -> None:
    """Each its own."""
    policy = GatePolicy(
        remind_after_hours=4,
        escalate_after_hours=24,
        escalate_to=("owner",),
        expire_after_hours=48.5,
    )
    terms = terms_of(policy)

    assert terms.remind_at == NOW + timedelta(hours=4)
    assert (terms.escalate_at, terms.escalate_to) == (NOW + timedelta(days=1), ("owner",))
    assert terms.expires_at == NOW + timedelta(hours=48.5)


@pytest.mark.parametrize(
    ("findings", "risk"),
    [
        ([], "low"),
        ([found("style", level="suggestion")], "low"),
        ([found("style")], "medium"),
        ([found("style"), found("claims.proof")], "high"),
        ([found("law-uk.price", owner="legal")], "high"),
        ([found("law-uk.price", owner="legal", level="suggestion")], "low"),
        ([found("limits.hard", level="error")], "high"),
    ],
)
def test_the_risk_is_that_of_the_gravest_finding(findings: list[Finding], risk: Risk) -> None:
    """The law and claims first."""
    assert risk_of(findings) == risk


def test_a_person_has_the_roles_that_the_process_gives_them() -> None:
    """Whoever it does not name has none, and keeps the name that the caller knows."""
    process = Process(people=PEOPLE)

    assert person_of(process, "ANA").roles == ("brand director",)
    assert person_of(process, "ANA").shown == "Ana"
    assert person_of(process, "omar", name="Omar").roles == ()
    assert person_of(process, "omar", name="Omar").shown == "Omar"


PROCESS = """\
gates:
  copy:
    approvers: [brand director]
    quorum: 2
    anonymous: no
    not_own_work: true
    remind_after_hours: 4
    escalate_after_hours: 24
    escalate_to: [owner]
    expire_after_hours: 72.5
    requires:
      - owner: legal
        approvers: [legal]
      - rule: claims
        approvers: [brand director]
people:
  - id: ana@spoke.example
    name: Ana
    roles: [brand director]
notify:
  command: [notify-send, Spoke]
  url: https://chat.example/hook
  on: [asked, expired]
retention_days: 730
"""


def folder_with(tmp_path: Path, process: str) -> Path:
    """Write a small brand folder."""
    folder = tmp_path / "spoke"
    folder.mkdir()
    (folder / "brand.yml").write_text("meta:\n  name: Spoke\n", encoding="utf-8")
    (folder / "about.yml").write_text("language: en\nmarkets: [GB]\n", encoding="utf-8")
    (folder / "voice.yml").write_text("summary: Plain and warm.\n", encoding="utf-8")
    (folder / "process.yml").write_text(process, encoding="utf-8")
    return folder


def test_a_marketer_writes_all_of_it_in_one_file(tmp_path: Path) -> None:
    """``process.yml`` in the brand folder."""
    process = load_brand(folder_with(tmp_path, PROCESS)).process
    gate = process.gate("copy")

    assert (gate.quorum, gate.anonymous, gate.not_own_work) == (2, False, True)
    assert (gate.remind_after_hours, gate.expire_after_hours) == (4.0, 72.5)
    assert gate.requires == (LEGAL, CLAIMS)
    assert process.people == (
        Colleague(id="ana@spoke.example", name="Ana", roles=("brand director",)),
    )
    assert process.notify is not None
    assert process.notify.command == ("notify-send", "Spoke")
    assert process.notify.on == ("asked", "expired")
    assert process.retention_days == 730


@pytest.mark.parametrize(
    ("line", "instead", "said"),
    [
        ("quorum: 2", "quorum: 0", "process.yml:4: '0' is out of range for 'quorum'; write a"),
        ("owner: legal", "owner: lawyer", "'lawyer' is not a value of 'owner'"),
        ("owner: legal", "rule:", "names neither an owner nor a rule"),
        ("anonymous: no", "anonymous: maybe", "process.yml:5: 'maybe' is neither true nor false"),
        ("expire_after_hours: 72.5", "expire_after_hours: -1", "process.yml:10: '-1' is out of"),
        ("expire_after_hours: 72.5", "expire_after_hours: two days", "process.yml:10: 'two days' "),
        ("quorum: 2", "qurom: 2", "process.yml:4: unknown key 'qurom'"),
        ("on: [asked, expired]", "on: [asked, never]", "'never' is not a value of 'on'"),
        ("url: https://chat.example/hook", "url: chat.example", "'chat.example' is not an address"),
        ("retention_days: 730", "retention_days: 0", "is out of range for 'retention_days'"),
        ("    roles: [brand director]", "    role: [brand director]", "unknown key 'role'"),
    ],
)
def test_a_mistake_in_it_is_a_line_that_says_what_to_write(
    tmp_path: Path, line: str, instead: str, said: str
) -> None:
    """With the file and the line."""
    assert line in PROCESS
    with pytest.raises(BrandError) as caught:
        load_brand(folder_with(tmp_path, PROCESS.replace(line, instead)))

    assert any(said in problem for problem in caught.value.problems), caught.value.problems
