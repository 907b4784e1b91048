"""Graph: claims, articles, and the store that keeps and answers."""
