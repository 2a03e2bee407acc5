from creative_agents.brands.building.edits import Edit, edits_document, propose_from_edits
from creative_agents.brands.building.lines import Line
from creative_agents.brands.building.verifying import objection


def learned(*edits: Edit) -> list[Line]:
    """Propose what corrections teach; each line rests on its correction."""
    lines = list(propose_from_edits("run spring", edits, "fr"))
    documents = {"run spring": edits_document("run spring", edits)}
    assert not [reason for line in lines if (reason := objection(line, documents))]
    return lines


def test_a_replaced_word_is_a_term() -> None:
    """Twice the same is surer than once."""
    lines = learned(
        Edit(piece="email/1 subject", before="Nos clients dorment", after="Nos hôtes dorment"),
        Edit(piece="sms/1 text", before="Cher client, bonsoir", after="Cher hôte, bonsoir"),
        Edit(piece="sms/2 text", before="À nos clients fidèles", after="À nos hôtes fidèles"),
    )
    terms = {line.shown: line.confidence for line in lines if line.place == "terms"}

    assert terms == {"use hôtes; avoid clients": "high", "use hôte; avoid client": "low"}


def test_a_corrected_line_is_a_pair_and_a_remark_is_a_rule() -> None:
    """The person's words are kept letter for letter."""
    lines = learned(
        Edit(piece="email/1 subject", before="Une soupe divine", after="La soupe est à 18 h."),
        Edit(piece="email/1", note="Moins d’adjectifs"),
    )

    assert [(line.place, line.shown) for line in lines] == [
        ("voice.examples", "La soupe est à 18 h. / Une soupe divine"),
        ("rules", "Moins d’adjectifs"),
    ]


def test_a_line_written_anew_gives_no_term() -> None:
    """Only a correction that leaves the rest alone says which word was wrong."""
    lines = learned(
        Edit(piece="sms/1 text", before="Venez vite chez nous", after="Un lit coûte 18 euros")
    )

    assert [line.place for line in lines] == ["voice.examples"]
