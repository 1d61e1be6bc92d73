"""The rooms that talk: one file per thing a person can do; parse, act, show."""
