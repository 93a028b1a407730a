"""What a language needs, each of the three: folding, sentences, words, spelling, names, what a question asks for."""
