"""Search over real files: queries with the page that answers them, look-ups made from outlines and numbers, peers."""
