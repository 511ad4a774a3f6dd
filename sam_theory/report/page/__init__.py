"""The findings of a study as one self-contained page that opens from the file system."""
