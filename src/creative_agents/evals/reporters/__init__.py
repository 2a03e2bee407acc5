"""Reporters: one run and its decision, told to a terminal, a CI server, a person in a browser."""
