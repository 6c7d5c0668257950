"""What leaves the building: the edition for members or the public, its proof, and how it is sent."""
