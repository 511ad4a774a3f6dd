"""Kinds written from the theory alone, by someone who had not read the judge.

Nothing is tuned on them: how they are judged says how the judge does on what it has never seen.
"""
