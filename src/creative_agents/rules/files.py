"""Read the text files of a configuration, in one place, with one way to fail."""

from pathlib import Path

from creative_agents.errors import ConfigError


def read_text(path: Path, most: int) -> str:
    """Read a file of UTF-8.

    Args:
        path: The file.
        most: Bytes that it may have.

    Raises:
        ConfigError: It cannot be read, is larger, or is not UTF-8.
    """
    try:
        size = path.stat().st_size
        if size > most:
            raise ConfigError(f"{str(path)!r} has {size} bytes; {most} is the most")
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ConfigError(f"cannot read {str(path)!r}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(
            f"{str(path)!r} is not UTF-8 (byte {error.start + 1}); save it as UTF-8"
        ) from error
