"""The nouns of the trade: frozen pydantic models that read no file and call no model."""
