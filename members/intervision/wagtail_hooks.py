"""Intervision at the editors' desk."""

from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from .desk import EditorsPolicy, MethodViewSet, OrganisationViewSet
from .models import Method, StaffOrganisation

# Before anything asks for it: Wagtail keeps the first answer.
for model in (Method, StaffOrganisation):
    register_permission_policy(model, EditorsPolicy(model))
register_snippet(MethodViewSet)
register_snippet(OrganisationViewSet)
