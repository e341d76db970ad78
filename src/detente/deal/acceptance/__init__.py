"""How often is a package accepted, and by whom? Shares of draws, with intervals."""
