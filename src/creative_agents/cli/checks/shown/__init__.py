"""The ways in which a report is shown: one file each, one function `show`."""
