"""The published theorems, each as data."""
