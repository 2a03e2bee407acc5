"""Judges: models that score by a rubric or in pairs, and that are judged themselves first."""
