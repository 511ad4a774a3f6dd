"""Looks for certificates; nothing here is trusted, all that it finds is verified."""
