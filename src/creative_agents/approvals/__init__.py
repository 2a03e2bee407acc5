"""Approvals: what waits for a person, what they decided, and the book that is the truth.

A gate is three nodes of a graph: one that writes the question in the book, one that does
nothing but wait (`gate`), one that reads the decision back from the book. A decision is
committed in the book first; the graph follows.
"""
