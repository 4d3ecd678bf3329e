"""What leaves the house, and what screens and paper say alike. Draws and words numbers; computes none."""
