"""Further kinds of stability: strength and lack of knowledge, coalitions, foresight."""
