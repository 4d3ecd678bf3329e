"""Pure functions over numbers: intervals, control charts, survival, comparison, suppression."""
