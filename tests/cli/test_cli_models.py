from pathlib import Path

import pytest
from cli_terminal import Typed


def test_with_nothing_named_the_model_is_the_embedded_one(
    cli: Typed, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A key that lies about selects nothing; absent weights come with the line that fetches."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-lying-about")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv("CREATIVE_AGENTS_WEIGHTS", raising=False)
    ran = cli("models", "--explain")

    assert ran.code == 0
    assert ran.out.splitlines()[0] == "model     local  (default)"
    assert "creative-agents models fetch" in ran.out


def test_each_setting_says_where_it_comes_from(cli: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    """The key itself is never shown."""
    monkeypatch.setenv("CREATIVE_AGENTS_MODEL", "openai:gpt-5.2")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    ran = cli("models", "--json")

    assert [(item["name"], item["source"]) for item in ran.json] == [
        ("model", "CREATIVE_AGENTS_MODEL"),
        ("base_url", "default"),
        ("api_key", "OPENAI_API_KEY"),
    ]
    assert "sk-secret" not in ran.out


def test_weights_of_ones_own_are_named(
    cli: Typed, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What the environment names is what a run would load."""
    weights = tmp_path / "own.gguf"
    weights.write_bytes(b"GGUF")
    monkeypatch.setenv("CREATIVE_AGENTS_WEIGHTS", str(weights))

    assert f"weights   {weights}  (CREATIVE_AGENTS_WEIGHTS)" in cli("models", "--explain").out


def test_weights_that_are_there_are_not_fetched_again(
    cli: Typed, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Nothing is sent anywhere; the path is said."""
    weights = tmp_path / "own.gguf"
    weights.write_bytes(b"GGUF")
    monkeypatch.setenv("CREATIVE_AGENTS_WEIGHTS", str(weights))
    ran = cli("models", "fetch", "--json")

    assert ran.json == {"weights": str(weights)}
    assert ran.err == f"weights: {weights}\n"
