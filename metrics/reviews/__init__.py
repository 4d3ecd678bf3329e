"""Reviews: what one screen asks, assembled from IndicatorValues and frozen. No words, no pictures."""
