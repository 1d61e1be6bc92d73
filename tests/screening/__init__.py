"""Tests of what listens to every text: the exemplars, what is learned from them, and how it is put to use."""
