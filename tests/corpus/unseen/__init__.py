"""Kinds written from the theory alone, by someone who had not read the judge.

No rule is made for one of them: only their totals were read while the judge was changed, so that
these say how it does on what it has not seen.
"""
