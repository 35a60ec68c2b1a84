"""Deciding which mentions are one innovation: inovasi beside its peers."""
