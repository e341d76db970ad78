"""What might the numbers be? Ranges instead of numbers, and draws from them."""
