"""The hypotheses that the theorems share, by what they speak of."""
