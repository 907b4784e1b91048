"""Evaluations that are run by hand: each is a command that prints its figures."""
