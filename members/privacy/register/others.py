"""What is in no download, and why. A test holds every table of the site to this list."""

# Tables without anything about a person.
_SITE = "inhoud en inrichting van de site"
_CATALOGUE = "kopie van teksten van de site, om in te zoeken"
WITHOUT_PEOPLE: dict[str, str] = {
    **dict.fromkeys(
        [
            "lessons.LoadedContent",
            "lessons.LessonIndexPage",
            "lessons.LessonPage",
            "lessons.Topic",
            "lessons.Synonym",
            "lessons.ExampleIndexPage",
            "lessons.ExampleTopic",
            "lessons.ExamplePage",
            "lessons.MeetingIndexPage",
            "lessons.MeetingPage",
            "lessons.HomePage",
            "lessons.PlainPage",
            "lessons.SiteSettings",
            "municipalities.Municipality",
            "municipalities.Alias",
            "intervision.Method",
            "intervision.MethodStep",
            "intervision.StaffOrganisation",
            "intervision.OrganisationMunicipality",
            "intervision.CandidateDate",
            "intervision.PeerGroup",
            "intervision.Meeting",
            "intervision.DateOption",
            "intervision.Harvest",
            "intervision.HarvestOnItsWay",
            "wagtailforms.FormSubmission",
            "wagtailredirects.Redirect",
            "wagtailembeds.Embed",
            "lessons.Rendition",
            "wagtailimages.Rendition",
            "wagtailcore.Locale",
            "wagtailcore.Site",
            "wagtailcore.Collection",
            "wagtailcore.WorkflowContentType",
            "wagtailcore.Workflow",
            "wagtailcore.WorkflowTask",
            "wagtailcore.Task",
            "wagtailcore.GroupApprovalTask",
            "wagtailcore.WorkflowPage",
            "taggit.Tag",
            "taggit.TaggedItem",
            "contenttypes.ContentType",
        ],
        _SITE,
    ),
    **dict.fromkeys(
        [
            "gideonsbende.Entry",
            "gideonsbende.TitleWord",
            "wagtailsearch.IndexEntry",
            "wagtailsearch.SQLiteFTSIndexEntry",
            "wagtailcore.ReferenceIndex",
        ],
        _CATALOGUE,
    ),
    **dict.fromkeys(
        [
            "auth.Group",
            "auth.Permission",
            "wagtailadmin.Admin",
            "wagtailcore.GroupSitePermission",
            "wagtailcore.GroupCollectionPermission",
            "wagtailcore.GroupPagePermission",
            "wagtailcore.CollectionViewRestriction",
            "wagtailcore.PageViewRestriction",
        ],
        "rechten van groepen; wie in de groep zit staat bij het account",
    ),
    "socialaccount.SocialApp": "instelling van de site",
    **dict.fromkeys(
        ["audit.ChainEntry", "audit.RedactionPermit", "audit.RedactedEntry"],
        "bewaking van ons logboek van besluiten: nummers en controlegetallen",
    ),
    "sessions.Session": "versleutelde sleutel van een browser; bij wissen eindigt elke sessie",
}

# Relations by which other people's rows hang on somebody's: not theirs to take along.
_WRITTEN_BY_OTHERS = "hangt aan iets van u, maar is van wie het schreef"
_SAME_ROW = "wijst naar iets dat op een andere plaats al in de download zit"
NOT_THEIRS: dict[str, str] = {
    "practices.Comment.practice": _WRITTEN_BY_OTHERS,
    "practices.Comment.parent": _WRITTEN_BY_OTHERS,
    "practices.Recognition.practice": _WRITTEN_BY_OTHERS,
    "practices.Report.practice": _WRITTEN_BY_OTHERS,
    "practices.Report.comment": _WRITTEN_BY_OTHERS,
    "practices.Trial.practice": _WRITTEN_BY_OTHERS,
    "practices.Plan.practice": _WRITTEN_BY_OTHERS,
    "updates.Follow.practice": _WRITTEN_BY_OTHERS,
    "intervision.CaseVote.choice": "een ander koos uw inbreng; wie dat was blijft geheim",
    "practices.Draft.practice": _SAME_ROW,
    "practices.Submission.practice": _SAME_ROW,
    "practices.PracticeFile.stored": _SAME_ROW,
    "people.Application.invitation": _SAME_ROW,
    "privacy.Handover.membership": _SAME_ROW,
    "privacy.HandoverPractice.practice": _SAME_ROW,
}
