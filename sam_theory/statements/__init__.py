"""What theorems are made of: hypotheses, conclusions, findings, and their consistency."""
