"""Vocabulary: the Turtle files that define claim types and roles, and what is derived from them."""
