"""What screens share. Streamlit and Plotly live here and in the pages only; no numbers of its own."""
