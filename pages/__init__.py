"""What people see: one file per screen, named as the visitor names it."""
