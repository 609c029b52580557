from django.urls import path
from wagtail.api.v2.router import WagtailAPIRouter

from .endpoints import Examples, Lessons, Municipalities, Pages
from .views import documentation

router = WagtailAPIRouter("api")
# From narrow to wide: the first that fits a page's type gives its address.
for endpoint in (Lessons, Examples, Municipalities, Pages):
    router.register_endpoint(endpoint.name, endpoint)

urlpatterns = [
    path("", documentation, name="api_documentation"),
    path("v2/", router.urls),
]
