"""An index of known mentions in a SQLite file: new ones are matched at a cost that follows the new ones."""
