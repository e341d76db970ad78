"""Why a state is stable or not: witnesses, and the words for them."""
