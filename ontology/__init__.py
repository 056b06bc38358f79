"""What may be said: record and relation types, identifiers, CareerGraph and its integrity rules."""
