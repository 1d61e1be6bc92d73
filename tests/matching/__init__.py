"""Tests of what finds the page that answers a question: the phrasings, and what is learned from them."""
