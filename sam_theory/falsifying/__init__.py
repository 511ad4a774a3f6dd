"""Attacks on statements: certified counterexamples, with a hypothesis dropped or weakened too"""
