"""Prefect and the outside world: where a message becomes a case."""
