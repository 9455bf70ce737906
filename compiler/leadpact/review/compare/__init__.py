"""Where two drafts of an agreement, or two definitions in one, mean the same, and where they part."""
