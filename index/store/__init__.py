"""What is searched: the passages of one language with all that finds them, and how they are kept on disk."""
