"""Tools: what puts rules, policies, the brand folder and models to work on one piece."""
