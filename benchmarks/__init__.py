"""Speed and quality of inovasi beside the peers that a user would pick; measured on demand, never in CI."""
