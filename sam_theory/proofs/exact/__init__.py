"""Certificates in exact arithmetic, and the verifier that accepts them."""
