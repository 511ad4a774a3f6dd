"""The five convergence properties, each decided on a trace."""
