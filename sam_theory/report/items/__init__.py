"""Items of the catalogues as they are read: what `show` says of each, one kind a module."""
