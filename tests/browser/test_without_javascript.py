"""Whoever has no JavaScript misses nothing."""


def test_from_home_to_a_lesson_to_an_example(reader):
    reader.goto("/")
    reader.get_by_role("main").get_by_role("link", name="grenzen").first.click()
    assert reader.get_by_role("heading", level=1).is_visible()
    assert "/lessen/" in reader.url
    reader.goto("/praktijkvoorbeelden/")
    reader.get_by_role("main").get_by_role("link", name="Heusden").first.click()
    assert reader.url.endswith("/praktijkvoorbeelden/heusden/")


def test_searching(reader):
    reader.goto("/zoeken/")
    box = reader.get_by_role("main").get_by_role("searchbox").first
    box.fill("bewoner")
    box.press("Enter")
    assert "q=bewoner" in reader.url
    assert reader.get_by_role("main").get_by_role("link").count() > 2


def test_finding_a_municipality(reader):
    reader.goto("/gemeenten/")
    reader.get_by_role("main").get_by_role("link", name="Heusden").first.click()
    assert reader.get_by_role("heading", level=1).inner_text() == "Heusden"
