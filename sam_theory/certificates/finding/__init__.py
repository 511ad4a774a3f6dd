"""Searches for certificates: what they find counts only once the verifier has accepted it."""
