"""The Vietnamese of official documents: letters, sentences, numbers, dates, citations, marks of secrecy."""
