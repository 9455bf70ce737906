"""The rules of `policies/acme` written by hand, twice: as fast as plain Python goes, and as people first build it."""
