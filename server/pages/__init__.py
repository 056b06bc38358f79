"""Pages for people: plain HTML, readable without script."""
