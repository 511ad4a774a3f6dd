"""From a setting to a trace: the reference engine, the compiled one, what is kept, files."""
