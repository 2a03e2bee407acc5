"""What `check` does: reads files, checks them, shows what was found, writes safe fixes."""
