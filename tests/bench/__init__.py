"""`make bench`: the usual way and ours, side by side against a loopback Bot API."""
