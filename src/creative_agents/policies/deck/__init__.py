"""Policies over a whole deck: what does not agree from one piece to another."""
