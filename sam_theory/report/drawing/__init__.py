"""How figures look: one style, line styles, typeset tables, files with repeatable bytes."""
