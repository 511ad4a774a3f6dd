"""Decides what the theorems ask of a schedule: one idea a module."""
