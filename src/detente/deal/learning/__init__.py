"""What do statements imply? Linear constraints on a party's numbers, and what follows from them."""
