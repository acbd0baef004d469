"""Vietnamese letters, sentences, numbers, dates and the customary form of a citation."""
