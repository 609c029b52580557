"""What the frame keeps in memory until it changes."""

from members.stamps import Stamp

public_content = Stamp("PAGE_CACHE_STAMP")
site_record = Stamp("SITE_RECORD_STAMP")
