"""Remembers: messages, cases, letters. Knows only the folders below it."""
