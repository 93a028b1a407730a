"""What the bot says: each module makes `Reply`s of one concern, and knows nothing of how they are sent."""
