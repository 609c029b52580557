"""The trail of decisions (Wagtail's log) can be added to, and not be changed unseen.

The database refuses every change and every deletion. Only erasing a person and the terms of
retention may take words or whole entries out, with :func:`chain.forgetting`; even they cannot
change who did what to what, and when. A chain of digests shows whatever was done past that.
"""
