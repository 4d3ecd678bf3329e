"""What a chart says (``chart.Chart``) and its SVG; ``pages.parts.plot`` draws the same Chart with Plotly."""
