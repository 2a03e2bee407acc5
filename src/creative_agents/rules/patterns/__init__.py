"""Patterns from a pack: untrusted, read in Vale's dialect, run within bounds of time."""
