"""The pages of the story, one short file each."""
