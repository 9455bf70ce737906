"""What a decision costs, against what people would otherwise write, build or buy."""
