"""A profile: made at approval, kept by its member."""

from django.db import transaction
from django.utils.text import slugify

from .forms import ProfileForm
from .models import Application, Photo, Profile, User
from .models.profile import HIDEABLE
from .photos import reencoded


@transaction.atomic
def begin(application: Application) -> Profile:
    """A profile from what the applicant told; an earlier profile is kept and brought up to date."""
    person = application.applicant
    if person.name != application.name:
        person.name = application.name
        person.save(update_fields=["name"])
    profile = Profile.objects.filter(person=person).first() or make_for(person)
    profile.house_rules = application.house_rules
    profile.save(update_fields=["house_rules"])
    profile.offers.set(application.offers.all())
    profile.seeks.set(application.seeks.all())
    return profile


def make_for(person: User) -> Profile:
    """An empty profile, for somebody who became a member in another way."""
    return Profile.objects.create(person=person, slug=free_slug(person))


@transaction.atomic
def keep(profile: Profile, form: ProfileForm) -> None:
    """Save a valid form; raises ``NotAPhotoError`` when the upload is none."""
    data = form.cleaned_data
    if data["photo"]:
        keep_photo(profile, data["photo"])
    elif data.get("remove_photo"):
        Photo.objects.filter(profile=profile).delete()
    for name in HIDEABLE:
        setattr(profile, f"hide_{name}", name in data["hidden"])
    form.save()
    profile.person.name = data["name"]
    profile.person.save(update_fields=["name"])


def free_slug(person: User) -> str:
    """The name as an address; a number behind it when a namesake was first."""
    wanted = slugify(person.name)[:60] or "lid"
    taken = set(Profile.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    slug, number = wanted, 2
    while slug in taken:
        slug, number = f"{wanted}-{number}", number + 1
    return slug


def keep_photo(profile: Profile, upload) -> None:
    """Store a small copy without anything that the camera wrote along with it."""
    Photo.objects.update_or_create(profile=profile, defaults={"jpeg": reencoded(upload)})
