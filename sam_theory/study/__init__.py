"""Many settings: which, in what order, on how many processes."""
