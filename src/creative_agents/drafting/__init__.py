"""Drafting: what a small model can do, which is to say one of the brand's own lines better.

It cannot fill a strategist's schema, judge a brand or invent a fact it will keep. So the
sources of every line are chosen by code, the model rewrites them a few at a time, and limits,
facts and voice choose among what it gives. What it writes says DRAFT.
"""
