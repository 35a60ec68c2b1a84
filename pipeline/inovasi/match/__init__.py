"""Mention -> Innovation: block, features, score, cluster, identity."""
