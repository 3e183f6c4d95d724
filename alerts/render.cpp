namespace wirewatch {}
