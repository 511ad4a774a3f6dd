"""What the theorems promise, and how a promise is checked on a run."""
