"""stub"""
from __future__ import annotations
def agency_records(articles, extractions, places): return ()
