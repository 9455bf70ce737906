"""What a change of a policy means, and what it would do: values in, values and documents out."""
