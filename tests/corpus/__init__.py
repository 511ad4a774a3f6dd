"""Generated trajectories whose five answers are known by analysis, before any checker sees them."""
