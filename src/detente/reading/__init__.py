"""What did this report say? Report text in, evidence with exact character spans out.

The pattern tier: rules and a gazetteer, no model, nothing beyond the standard library and
charset-normalizer. Start at :func:`detente.reading.reader.read_text`.
"""
