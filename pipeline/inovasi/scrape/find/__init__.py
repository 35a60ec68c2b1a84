"""Source -> addresses of its articles: feeds, WordPress, sitemaps, listings. Asks for pages, fetches none itself."""
