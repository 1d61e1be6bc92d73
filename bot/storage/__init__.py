"""The room that remembers: the only SQL in the house."""
