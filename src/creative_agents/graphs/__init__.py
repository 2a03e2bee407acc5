"""State machines: one flow a file, and the only room besides the gate that knows langgraph."""
