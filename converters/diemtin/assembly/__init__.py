"""From articles to one briefing and its document."""
