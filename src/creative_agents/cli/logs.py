"""Logs of the command line: on standard error, quiet unless somebody asks."""

import logging
import os
import sys
from typing import Final

import structlog

from creative_agents.errors import ConfigError

VARIABLE: Final = "CREATIVE_AGENTS_LOG"
"""Names the least grave level that is shown: ``debug``, ``info``, ``warning``, ``error``."""

_LEVELS: Final = {
    "debug": logging.DEBUG,
    "info": logging.INFO,
    "warning": logging.WARNING,
    "error": logging.ERROR,
}


def configure_logs() -> None:
    """Send our logs to standard error, so that standard output holds results alone.

    Raises:
        ConfigError: The environment names a level that does not exist.
    """
    level = os.environ.get(VARIABLE, "error")
    if level not in _LEVELS:
        raise ConfigError(f"{VARIABLE} is {level!r}: give one of {', '.join(_LEVELS)}")
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(_LEVELS[level]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
