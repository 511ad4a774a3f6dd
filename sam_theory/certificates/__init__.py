"""Certificates that runs do not converge: what they say, a verifier, searches that find them."""
