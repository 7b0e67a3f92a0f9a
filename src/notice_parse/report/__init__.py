"""Records and comparisons as one web page that needs nothing but itself."""
