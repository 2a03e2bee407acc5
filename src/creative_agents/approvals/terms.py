"""Who may answer a question, and until when: a brand's process put into the question's terms."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from creative_agents.approvals.question import Question
from creative_agents.approvals.timing import timed
from creative_agents.domain.approval import Need, Risk, Terms
from creative_agents.domain.process import GatePolicy, Process, Requirement
from creative_agents.domain.review import Finding


def with_terms(
    question: Question, process: Process, findings: Mapping[str, Sequence[Finding]]
) -> Question:
    """Give a question its terms and its risk.

    Args:
        question: What is asked; who wrote what it shows may stand in its terms already.
        process: The brand's process.
        findings: What was found, by piece id; what is not shown is not looked at.
    """
    policy = process.gate(question.gate)
    shown = [item for piece in ("", *question.pieces) for item in findings.get(piece, ())]
    terms = Terms(
        needs=tuple(_needs(policy, process, shown)),
        anonymous=_takes_anybody(policy, process),
        not_own_work=policy.not_own_work,
        authors=question.terms.authors,
    )
    terms = timed(terms, policy, at=question.asked_at)
    return question.model_copy(update={"terms": terms, "risk": risk_of(shown)})


def risk_of(findings: Iterable[Finding]) -> Risk:
    """Say how much a wrong decision could cost.

    Args:
        findings: What was found in what is shown.

    Returns:
        ``high`` where the law, a claim or an error is concerned, ``medium`` where a person
        should look, else ``low``.
    """
    risk: Risk = "low"
    for finding in findings:
        if finding.level == "error":
            return "high"
        if finding.level == "warning":
            if finding.owner == "legal" or _is_of(finding.rule, "claims"):
                return "high"
            risk = "medium"
    return risk


def has_conditions(question: Question) -> bool:
    """Whether somebody must agree because of what was found: no policy answers for them."""
    return any(need.why for need in question.terms.needs)


def _takes_anybody(policy: GatePolicy, process: Process) -> bool:
    """Whether an answer of nobody in particular counts; nobody is not two people, nor another."""
    if policy.quorum > 1 or policy.not_own_work:
        return False
    if policy.anonymous is not None:
        return policy.anonymous
    return not (process.people and (policy.approvers or policy.requires))


def _needs(policy: GatePolicy, process: Process, found: Sequence[Finding]) -> Iterator[Need]:
    """Give who must agree; a role that the process gives to nobody is told and not enforced."""
    enforced = bool(process.people) or policy.anonymous is False
    roles = policy.approvers if enforced else ()
    concerned = [need for one in policy.requires if (need := _concerned(one, found))]
    if roles or policy.quorum > 1 or concerned:
        yield Need(roles=roles, count=policy.quorum)
    if enforced:
        yield from concerned


def _concerned(required: Requirement, found: Sequence[Finding]) -> Need | None:
    """Give the need of a requirement, where one of its findings is there."""
    for finding in found:
        is_theirs = required.owner in {None, finding.owner}
        if is_theirs and (not required.rule or _is_of(finding.rule, required.rule)):
            return Need(roles=required.approvers, why=finding.rule)
    return None


def _is_of(rule: str, family: str) -> bool:
    return rule == family or rule.startswith(f"{family}.")
