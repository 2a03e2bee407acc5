"""The model door: a prompt goes out, a validated answer comes back, recorded and paid once."""
