"""Measurements, printed as a table: not tests, and never part of pytest."""
