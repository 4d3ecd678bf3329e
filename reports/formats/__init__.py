"""How a document is set: PDF, HTML, slides, workbook, IATI, message. Nothing here decides what is said."""
