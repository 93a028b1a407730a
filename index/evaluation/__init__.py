"""Question files, how good the answers to them are, and the weights fitted on them."""
