"""Why there is no deal, what would unblock one, and who and what decides where there is one."""
