"""What is shown of a study: documents, tables, the page, drawing."""
