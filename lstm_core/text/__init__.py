"""Words and vocabularies."""
