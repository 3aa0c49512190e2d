"""Exchange with other tools, and reports: what analysts did, carried in and out."""
