"""Records to text: one function for each format, records in, text out."""
