"""The two-cycle of SAM with constant stepsize and radius: closed form, enclosure, map."""
