"""The compiled engine: the same problems and methods, run by JAX."""
