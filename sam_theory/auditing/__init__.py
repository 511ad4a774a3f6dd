"""The checks of a problem's facts by sampling, one group of facts a module."""
