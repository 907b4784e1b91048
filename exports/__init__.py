"""Exports: pages, files, network objects."""
