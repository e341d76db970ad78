"""Issues merged one after the other, what cannot be best dropped on the way: exact at any size."""
