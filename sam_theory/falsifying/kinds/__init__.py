"""The kinds of functions that are tried, a file a kind"""
