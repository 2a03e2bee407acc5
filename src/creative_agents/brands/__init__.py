"""Brands: the folder that a team owns and the briefs beside it, and how both read to a model."""
