"""``python -m creative_agents``: the command line."""

from creative_agents.cli import main

if __name__ == "__main__":
    main()
