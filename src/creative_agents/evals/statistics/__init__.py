"""Statistics: what can be said of an eval, and how surely. numpy and scipy count."""
