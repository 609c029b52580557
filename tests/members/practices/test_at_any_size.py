"""A page asks as many questions of the database among three thousand practices as among a hundred.

How much each of them costs is for the bench, which goes to a hundred thousand.
"""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from members.practices.models import Practice
from tests.bench.many import copy, fill
from tests.bench.practices import PAGES, RARE

MOST = 22


def test_lists_and_details_cost_the_same_queries_at_any_size(content):
    reader, practice = fill(100)
    client = Client()
    client.force_login(reader)
    topic = practice.topics.first().slug
    paths = [path.format(slug=practice.slug, topic=topic) for path in PAGES.values()]
    few = [_queries(client, path) for path in paths]
    copy(29)
    assert Practice.objects.count() == 3_000
    many = [_queries(client, path) for path in paths]
    assert many == few
    assert max(few) <= MOST


def test_copies_are_found_as_originals_are(content):
    """Otherwise the numbers would say nothing."""
    reader, _practice = fill(200)
    client = Client()
    client.force_login(reader)
    assert client.get(f"/zoeken/?q={RARE}").context["page"].paginator.count == 10
    pages, address = 0, "/ervaringen/"
    while address:
        answer = client.get(address)
        pages += len(answer.context["shown"].practices)
        more = answer.context["shown"].next_page
        address = more and f"/ervaringen/{more}"
    assert pages == 200


def _queries(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)
