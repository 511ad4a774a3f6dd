"""Worst cases over classes of functions: programs over Gram matrices, certificates, a verifier."""
