"""Source -> Page -> Article. For now: files and folders; every later way in ends in the same ``Article``."""
