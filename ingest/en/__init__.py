"""Reading English: same file names as `zh/`, one language each."""
