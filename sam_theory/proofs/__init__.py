"""Ways of checking a claim, one a module."""
