"""Methods: from CareerGraph to derived relationships. One module a method, pure functions."""
