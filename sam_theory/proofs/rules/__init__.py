"""Rules of real analysis as data, by subject."""
