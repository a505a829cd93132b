"""The parts that all of the model is made of: records, values, kinds of entries, messages, texts and dates."""
