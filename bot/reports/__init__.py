"""Pages to print: set from ready-made words, the same on each machine."""
