"""aigraph."""
