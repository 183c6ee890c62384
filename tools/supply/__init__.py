"""What Woordbeeld is built on: exact versions with hashes, their licences, and a bill of materials."""
