"""Everybody's lists of innovations: read, linked among themselves or to a registry, and what each side has."""
