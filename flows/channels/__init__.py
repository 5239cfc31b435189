"""The ways in and out: no Prefect and no database here."""
