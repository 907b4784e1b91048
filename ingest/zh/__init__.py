"""Reading Chinese: same file names as `en/`, one language each."""
