"""What the bot remembers across restarts: one database, and a small module for each thing that it holds."""
