"""The app as it is served, driven in a real browser."""
