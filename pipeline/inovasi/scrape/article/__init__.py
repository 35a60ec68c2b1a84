"""HTML -> title, text, times, author, outlet, section, address. Knows nothing of where a page came from."""
