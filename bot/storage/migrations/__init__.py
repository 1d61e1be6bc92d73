"""The way from any released schema to today's: applied at start."""
