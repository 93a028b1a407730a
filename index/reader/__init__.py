"""A reader: a question and a passage through one network, which tells whether the one is answered by the other."""
