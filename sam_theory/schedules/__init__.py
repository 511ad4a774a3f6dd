"""Sequences of steps and radii: formulas, what is decided of them, training configurations."""
