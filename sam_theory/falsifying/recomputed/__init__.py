"""The facts of f recomputed from its one line, by code that shares nothing with the search"""
