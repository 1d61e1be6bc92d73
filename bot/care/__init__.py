"""The room that acts: one function is one transaction with one outcome."""
