"""site: settings, addresses and the command: mounts everything, decides nothing."""
