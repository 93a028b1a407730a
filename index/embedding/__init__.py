"""The embedding model: found, trusted, exported once, and run."""
