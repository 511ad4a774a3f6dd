"""Lemmas about sequences: explicit formulas in k that show what a hypothesis is there for."""
