"""Record and replay: model calls kept in files, so that CI is free, offline and always the same."""
