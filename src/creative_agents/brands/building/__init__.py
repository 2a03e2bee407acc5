"""Building a brand folder from documents: read, propose by rule, verify, compare, write."""
