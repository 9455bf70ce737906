"""What people read: the agreement as a document tree, and the formats made of it."""
