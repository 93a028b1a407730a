"""PDF pages, which hold letters and lines at places, read as what a person reads."""
