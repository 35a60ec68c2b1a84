"""One address -> one response, politely: robots.txt, pacing, retries, limits. The network enters here and only here."""
