"""From files to documents: readers, fact sheets with their sources, the check of the corpus."""
