"""Many settings: which, in what blocks, computed by whom, kept where."""
