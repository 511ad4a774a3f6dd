"""Kinds of trajectories whose limits follow by analysis, labelled before any judging."""
