"""How the tables came to their form, step by step (Alembic; configured in pyproject.toml)."""
