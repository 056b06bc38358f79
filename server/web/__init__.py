"""HTTP itself: negotiation, representations, problems, what surrounds a request."""
