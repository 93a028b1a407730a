"""From a question to ranked passages and the confidence that the first one answers."""
