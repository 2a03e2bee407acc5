"""The fakes that our own tests use, for yours.

- `creative_agents.testing.scripted_model`: a chat model that answers what you scripted;
- `creative_agents.testing.approver`: a person at the gates who answers what you scripted;
- `creative_agents.testing.server`: a local OpenAI-compatible server with latency and faults;
- `creative_agents.testing.answers`: made-up answers that a JSON schema accepts.
"""
