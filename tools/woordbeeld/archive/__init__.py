"""Many videos, each made in a process of its own, and a site of them."""
