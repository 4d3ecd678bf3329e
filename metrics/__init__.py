"""What the numbers mean: indicators, facts, publishing and computing. Imports neither Streamlit nor Plotly."""
