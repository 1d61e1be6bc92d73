"""The room that words: every sentence that a patient can read, and the button codec."""
