"""The verifier: it reads a certificate and a setting, and shares nothing with any search."""
