"""Following the chain from one document to another: does it hold, what implements it, what is missing.

Everything told is either quoted from a document of the library, with its page, or stands in the registry with
its source. Drafts decide nothing, and a secret document never tells.
"""
