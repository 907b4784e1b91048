"""Ingest: articles to claims."""
