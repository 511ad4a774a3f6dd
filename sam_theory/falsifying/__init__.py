"""Attacks on statements: certified counterexamples, and which hypotheses a statement needs"""
