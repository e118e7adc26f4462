"""The pure core: what a course is, what must be true of it, and how its text becomes ordinary Markdown."""
