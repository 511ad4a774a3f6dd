"""The catalogues: content collected from folders, items by name, with parameters."""
