"""What each report says: a review and people's notes become a ``reports.document.Document``."""
