"""sam-theory checks convergence theorems about Sharpness-Aware Minimization."""
