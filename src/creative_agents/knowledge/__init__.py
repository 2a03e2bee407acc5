"""What the brand knows, found by meaning and by words, each passage with its source."""
