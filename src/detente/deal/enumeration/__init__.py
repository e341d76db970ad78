"""Every package gone through, in blocks: exact counts, exact solutions, all ties."""
