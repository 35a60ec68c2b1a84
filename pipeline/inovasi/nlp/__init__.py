"""Article -> Mention. spaCy and stanza objects never leave this room."""
