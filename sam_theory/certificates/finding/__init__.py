"""Searches for certificates, in floats: what they find is worth what the verifier says of it."""
