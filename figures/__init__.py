"""The figures and tables of the paper, one a module: compute, then draw."""
