"""What to table? Packages chosen on one set of draws and scored on another."""
