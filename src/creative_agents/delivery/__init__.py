"""Delivery: what the client receives, written aside and renamed.

`creative_agents.delivery.folder.deliver` writes the folder,
`creative_agents.delivery.page.render_html` gives the page alone, and
`creative_agents.delivery.summary.summary_lines` says the result in a few lines.
"""
