"""What is done with each kind of update: each module gives the handlers of one concern."""
