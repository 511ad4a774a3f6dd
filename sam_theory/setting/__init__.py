"""What is run: problems and what is known of them, methods, norms, random numbers."""
