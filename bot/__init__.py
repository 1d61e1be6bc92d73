"""B12 Companion: keeps the injection schedule that a clinician gave, and reminds on time."""
