"""How well and how fast articles are read; ``run.py`` is the command, README.md says what is compared and how."""
