"""Evals: did a change of prompt, model or rule make the work better, worse, or can't we tell yet?

Everything is imported by its path, which is its public name::

    from creative_agents.evals.gold import GoldSet
    from creative_agents.evals.run import evaluate
"""
