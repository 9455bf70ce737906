"""The sections of the agreement, a file each: policy in, `document.Section` out."""
