"""Where the numbers come from: foreign files, checked rows, records. Knows nothing of indicators or screens."""
