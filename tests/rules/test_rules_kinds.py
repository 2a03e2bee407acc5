from collections.abc import Callable

import pytest

from creative_agents.rules import Ruleset

MakeRules = Callable[..., Ruleset]
Seen = list[tuple[str, str]]


def seen(rules: Ruleset, text: str, format: str = "plain") -> Seen:
    """Give the words and the message of each finding."""
    found = rules.check(text, format).findings  # type: ignore[arg-type]
    return [(finding.quote, finding.message) for finding in found]


EXISTENCE = """
extends: existence
message: "Avoid '%s'."
ignorecase: true
tokens: [cheap, 'sol(d|de)s?']
"""


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("Cheap and solds", ["Cheap", "solds"]),
        ("cheaper, insolds", []),
        ("SOLDES d’été", ["SOLDES"]),
    ],
)
def test_existence_takes_whole_words(make_rules: MakeRules, text: str, quotes: list[str]) -> None:
    """A token matches between word bounds, whatever its case."""
    assert [quote for quote, _ in seen(make_rules(A=EXISTENCE), text)] == quotes


def test_existence_nonword_takes_parts(make_rules: MakeRules) -> None:
    """With nonword, a token matches inside a word too."""
    rules = make_rules(A=EXISTENCE + "nonword: true\n")
    assert [quote for quote, _ in seen(rules, "cheaper")] == ["cheap"]


def test_existence_raw_stands_before_tokens(make_rules: MakeRules) -> None:
    """What is raw comes before each token, outside its bounds."""
    rules = make_rules(
        A=(
            "extends: existence\nmessage: '%s'\n"
            "raw: ['\\b(?:is|was)\\s']\ntokens: [broken, '[\\w]+ed']\n"
        )
    )
    assert [quote for quote, _ in seen(rules, "it was broken and is used")] == [
        "was broken",
        "is used",
    ]


def test_the_first_token_written_wins(make_rules: MakeRules) -> None:
    """Of two tokens that start together, the one written first is taken."""
    rules = make_rules(A="extends: existence\nmessage: '%s'\ntokens: ['a b', 'a b c', c]\n")
    assert [quote for quote, _ in seen(rules, "a b c")] == ["a b", "c"]


def test_a_flag_inside_a_list_covers_what_follows(make_rules: MakeRules) -> None:
    """(?i) at the head of a token holds for the tokens after it, as in one alternation."""
    rules = make_rules(A="extends: existence\nmessage: '%s'\ntokens: [un, '(?i)deux', trois]\n")
    assert [quote for quote, _ in seen(rules, "UN DEUX TROIS")] == ["DEUX", "TROIS"]


def test_exceptions_are_let_through(make_rules: MakeRules) -> None:
    """A match that holds an exception is no finding; the case of an exception counts."""
    rules = make_rules(
        A=(
            "extends: existence\nmessage: '%s'\nignorecase: true\n"
            "tokens: ['leader\\w*']\nexceptions: [Leader]\n"
        )
    )
    assert [quote for quote, _ in seen(rules, "Leader, leader")] == ["leader"]


SUBSTITUTION = """
extends: substitution
message: "Use '%s' instead of '%s'."
ignorecase: true
action: {name: replace}
swap:
  utilize: use
  'log[- ]?in': sign in|log on
  'e-?mail (\\w+)': mail $1
"""


@pytest.mark.parametrize(
    ("text", "message", "fix"),
    [
        ("Utilize it", "Use 'use' instead of 'Utilize'.", "use"),
        ("log-in", "Use 'sign in' or 'log on' instead of 'log-in'.", "sign in / log on"),
    ],
)
def test_substitution_says_what_to_write(
    make_rules: MakeRules, text: str, message: str, fix: str
) -> None:
    """The words and their replacements stand in the message, quoted once."""
    (finding,) = make_rules(A=SUBSTITUTION).check(text).findings
    assert (finding.message, finding.fix) == (message, fix)


def test_substitution_lets_what_is_right(make_rules: MakeRules) -> None:
    """What already stands as the replacement says is no finding."""
    rules = make_rules(
        A=(
            "extends: substitution\nmessage: '%s %s'\nignorecase: true\n"
            "swap: {javascript: JavaScript}\n"
        )
    )
    assert seen(rules, "JavaScript and Javascript") == [("Javascript", "JavaScript Javascript")]


def test_substitution_keeps_the_capital_where_asked(make_rules: MakeRules) -> None:
    """With capitalize, the replacement of a capitalised word has its capital."""
    rules = make_rules(A=SUBSTITUTION + "capitalize: true\n")
    (finding,) = rules.check("Utilize").findings
    assert finding.replacement == "Use"


def test_the_longest_key_of_a_swap_comes_first(make_rules: MakeRules) -> None:
    """A longer expression is not cut short by one that begins it."""
    rules = make_rules(
        A="extends: substitution\nmessage: '%s %s'\nswap: {in order: a, in order to: to}\n"
    )
    assert [quote for quote, _ in seen(rules, "in order to")] == ["in order to"]


def test_occurrence_counts(make_rules: MakeRules) -> None:
    """More than max, or fewer than min, is a finding that says how many there are."""
    rules = make_rules(
        A="extends: occurrence\nmessage: '%s commas'\nmax: 1\ntoken: ','\n",
        B="extends: occurrence\nmessage: '%s links'\nmin: 1\ntoken: link\n",
    )
    found = rules.check("a, b, c").findings
    assert {(one.message, one.start) for one in found} == {("0 links", None), ("2 commas", 1)}


def test_repetition_finds_words_twice_in_a_row(make_rules: MakeRules) -> None:
    """The same word twice is a finding over both; across two lines it is none."""
    rules = make_rules(
        A=(
            "extends: repetition\nmessage: \"'%s' twice\"\nalpha: true\nignorecase: true\n"
            "tokens: ['[^\\s]+']\n"
        )
    )
    assert seen(rules, "Le le vin est est bon bon\nbon 3 3") == [
        ("Le le", "'le' twice"),
        ("est est", "'est' twice"),
        ("bon bon", "'bon' twice"),
    ]


def test_consistency_speaks_when_both_ways_stand(make_rules: MakeRules) -> None:
    """One way of writing is fine; the second one of the same pair is the finding."""
    rules = make_rules(A="extends: consistency\nmessage: 'mixed: %s'\neither: {e-mail: email}\n")
    assert seen(rules, "e-mail, e-mail") == []
    assert seen(rules, "e-mail then email") == [("email", "mixed: email")]


def test_consistency_looks_at_all_the_fields(make_rules: MakeRules) -> None:
    """The two ways may stand in two fields of one piece."""
    rules = make_rules(A="extends: consistency\nmessage: 'mixed: %s'\neither: {e-mail: email}\n")
    (finding,) = rules.check_fields({"subject": "e-mail", "body": "email"}).findings
    assert finding.field == "body"


def test_conditional_wants_an_introduction(make_rules: MakeRules) -> None:
    """An acronym is fine where its name introduced it, or where it is an exception."""
    rules = make_rules(
        A=(
            "extends: conditional\nmessage: 'define %s'\nfirst: '\\b([A-Z]{3,5})\\b'\n"
            "second: '(?:\\b[A-Z][a-z]+ )+\\(([A-Z]{3,5})\\)'\nexceptions: [USB]\n"
        )
    )
    text = "World Health Organization (WHO). The WHO, the FAO and USB."
    assert [quote for quote, _ in seen(rules, text)] == ["FAO"]


@pytest.mark.parametrize(
    ("match", "text", "right"),
    [
        ("$title", "The Old Man and the Sea", True),
        ("$title", "The old man and the sea", False),
        ("$sentence", "The old man and the sea", True),
        ("$sentence", "The Old Man and the Sea", False),
        ("$sentence", "Using a macOS machine", True),
        ("$sentence", "Step one: Open the box", True),
        ("$lower", "la lampe", True),
        ("$lower", "La lampe", False),
        ("$upper", "SOLDES D’ÉTÉ", True),
        ("'^[A-Z]'", "la lampe", False),
    ],
)
def test_capitalization(make_rules: MakeRules, match: str, text: str, *, right: bool) -> None:
    """Each style knows what is right, exceptions and indicators counted."""
    rules = make_rules(
        A=(
            f"extends: capitalization\nmessage: \"'%s' should be '%s'\"\nmatch: {match}\n"
            "exceptions: [macOS]\nindicators: [':']\n"
        )
    )
    assert (seen(rules, text) == []) is right


def test_chicago_leaves_prepositions_small(make_rules: MakeRules) -> None:
    """AP gives long prepositions a capital, Chicago does not."""
    rule = "extends: capitalization\nmessage: '%s %s'\nmatch: $title\nthreshold: 1\n"
    rules = make_rules(Ap=rule + "style: AP\n", Chicago=rule + "style: Chicago\n")
    found = rules.check("Walking through the Door").findings
    assert [finding.rule for finding in found] == ["Pack.Ap"]


def test_metric_measures_the_whole_text(make_rules: MakeRules) -> None:
    """A formula over words and headings speaks when its condition holds."""
    rules = make_rules(
        A=(
            "extends: metric\nmessage: '%s words a heading'\n"
            "formula: words / heading.h2\ncondition: '> 3'\n"
        )
    )
    found = rules.check("## One\n\nfour words are here\n", "markdown").findings
    assert [(one.message, one.start) for one in found] == [("4.00 words a heading", None)]


def test_readability_gives_a_grade(make_rules: MakeRules) -> None:
    """A hard text has a grade above the limit, an easy one has none to report."""
    rules = make_rules(
        A="extends: readability\nmessage: 'grade %s'\ngrade: 8\nmetrics: [Flesch-Kincaid]\n"
    )
    hard = "Environmental sustainability necessitates comprehensive organizational transformation."
    assert seen(rules, "The cat sat on the mat.") == []
    assert len(seen(rules, hard)) == 1


REQUIREMENT = """
extends: requirement
message: "'%s' calls for the mention."
when: [vin, bière]
tokens: ["l[’']abus d[’']alcool est dangereux"]
ignorecase: true
"""


def test_requirement_shows_what_calls_for_it(make_rules: MakeRules) -> None:
    """Words that call for a mention are the finding where the mention is not there."""
    rules = make_rules(A=REQUIREMENT)
    assert seen(rules, "Nos vins. Du Vin.") == [("Vin", "'Vin' calls for the mention.")]
    assert seen(rules, "Du vin. L’abus d’alcool est dangereux.") == []
    assert seen(rules, "De l’eau.") == []


def test_requirement_looks_at_all_the_fields(make_rules: MakeRules) -> None:
    """The mention may stand in another field of the piece."""
    rules = make_rules(A=REQUIREMENT)
    fields = {"headline": "Du vin", "body": "L'abus d'alcool est dangereux."}
    assert rules.check_fields(fields).findings == ()
    (finding,) = rules.check_fields({"headline": "Du vin", "body": "Frais."}).findings
    assert (finding.field, finding.start, finding.end) == ("headline", 3, 6)


def test_requirement_without_when_has_no_place(make_rules: MakeRules) -> None:
    """What must always stand and does not concerns the whole piece."""
    rules = make_rules(A="extends: requirement\nmessage: say it\ntokens: [STOP]\n")
    (finding,) = rules.check_fields({"a": "x", "b": "y"}).findings
    assert (finding.field, finding.start, finding.quote) == ("", None, "")
    assert rules.check("STOP").findings == ()


def test_a_limit_bounds_the_findings_of_a_rule(make_rules: MakeRules) -> None:
    """With limit, a rule speaks so many times in a text and no more."""
    rules = make_rules(A="extends: existence\nmessage: '%s'\nlimit: 2\ntokens: [a]\n")
    assert len(seen(rules, "a a a a")) == 2
