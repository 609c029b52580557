from django.db import models


class LoadedContent(models.Model):
    """One file of our own content that has been put on the site.

    What stands here is never loaded again, so that editors may change, move and delete freely.
    """

    key = models.CharField(max_length=200, unique=True)
    loaded_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.key
