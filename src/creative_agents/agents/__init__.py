"""The department: one agent a file, each a factory that returns a Runnable.

An agent's file holds its prompts, its request and its factory; nothing else knows them.
"""
