"""Searches for certificates, in floating point: what they find, the verifier accepts or not."""
