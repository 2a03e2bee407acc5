"""The one tree of errors.

A caller catches the branch that says who must act::

    CreativeAgentsError
    ├── InputError                 the caller's input must change            exit 2
    │   ├── BriefError               a brief that cannot be read
    │   ├── BrandError               a brand folder that cannot be read
    │   ├── UnknownNameError         a channel, model, agent or id that nobody knows
    │   ├── ConfigError              an option, a setting or an environment variable
    │   ├── MissingExtraError        an optional dependency is not installed
    │   └── AnswerError              an answer that a gate cannot take
    ├── ServiceError               a service, a disk or a budget stopped it   exit 3
    │   ├── ModelError               the model's service did not give an answer
    │   │   ├── ModelUnavailableError  it could not be reached, or refused the caller
    │   │   ├── ModelRefusedError      it declined to write this
    │   │   └── ModelAnswerError       its answer was unusable, after the repair too
    │   ├── BudgetError              the run's budget does not allow the next call
    │   ├── StorageError             a file or a database could not be read or written
    │   ├── WeightsError             the embedded model's weights are absent or damaged
    │   └── KnowledgeError           the knowledge base could not be reached
    └── ApprovalError              what was asked is not approved             exit 1

Every message starts in lower case, shows the value with ``!r``, says what is allowed
and what to do next.
"""

from typing import ClassVar, Final

EXIT_DONE: Final = 0
"""The work is done, or a run waits at a gate."""
EXIT_REFUSED: Final = 1
"""Findings, a refusal, or a worse result."""
EXIT_INPUT: Final = 2
"""Bad input or usage."""
EXIT_STOPPED: Final = 3
"""A service, a disk or a budget stopped the work; what was done is kept."""
EXIT_INCONCLUSIVE: Final = 4
"""An eval that can't tell yet."""
EXIT_WAITING: Final = 5
"""A run waits at a gate and the caller asked to fail then."""
EXIT_INTERRUPTED: Final = 130
"""Ctrl-C; the state is kept."""


class CreativeAgentsError(Exception):
    """Base of every error that this library raises on purpose."""

    exit_code: ClassVar[int] = EXIT_STOPPED
    """The status with which the command line ends on this error."""


class InputError(CreativeAgentsError):
    """What the caller gave cannot be used; nothing was started."""

    exit_code = EXIT_INPUT


class BriefError(InputError):
    """A brief cannot be read or is not complete enough to be one."""


class BrandError(InputError):
    """A brand folder cannot be read. The message has a line for each mistake."""

    def __init__(self, message: str, *, problems: tuple[str, ...] = ()) -> None:
        """Keep each mistake apart, so that a screen can list them.

        Args:
            message: The first line, which names the folder.
            problems: One ``file:line: what is wrong; what to write`` for each mistake.
        """
        super().__init__("\n".join((message, *problems)))
        self.problems = problems


class UnknownNameError(InputError):
    """A channel, a model, a run or a piece was named that nobody knows."""


class ConfigError(InputError):
    """An option, a setting or an environment variable has a value that is not allowed."""


class MissingExtraError(InputError):
    """An optional dependency is needed; the message is the command that installs it."""

    def __init__(self, feature: str, *, extra: str) -> None:
        """Say what needs the extra, and the line to type.

        Args:
            feature: What the caller asked for, in words.
            extra: The name of the extra, for example ``"local"``.
        """
        super().__init__(
            f"{feature} needs the extra {extra!r}: pip install 'creative-agents[{extra}]'"
        )
        self.extra = extra


class AnswerError(InputError):
    """An answer that a gate cannot take; the question still waits."""


class ServiceError(CreativeAgentsError):
    """A service, a disk or a budget stopped the work; what was done is kept."""


class ModelError(ServiceError):
    """The model did not give a usable answer."""


class ModelUnavailableError(ModelError):
    """The model's service could not be reached, is out of quota, or refused the caller."""


class ModelRefusedError(ModelError):
    """The model declined to do what it was asked."""


class ModelAnswerError(ModelError):
    """The model's answer was cut, empty, in the wrong language or not valid, twice."""


class BudgetError(ServiceError):
    """The next call could cost more than what is left of the run's budget."""


class StorageError(ServiceError):
    """A file or a database could not be read or written."""


class WeightsError(ServiceError):
    """The embedded model's weights are absent, damaged or not for this machine."""


class KnowledgeError(ServiceError):
    """The knowledge base could not be reached or does not hold what was asked."""


class ApprovalError(CreativeAgentsError):
    """What was asked is not approved, or not any more; nothing was delivered."""

    exit_code = EXIT_REFUSED
