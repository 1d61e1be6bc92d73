"""The room that decides: pure rules about regimens, doses and nudges; no clock, no I/O."""
