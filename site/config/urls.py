"""Every address of the site."""

from django.conf import settings
from django.contrib.sitemaps.views import sitemap
from django.http import HttpRequest, HttpResponse
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from campaigns import urls as campaign_urls
from config import health, media
from pages import urls as page_urls
from pages.admin import taking_down
from pages.sitemap import PageSitemap, ServiceSitemap
from pages.views.screens import front_door
from pagestore.storing import stored
from reporting import urls as reporting_urls
from signposting.openreferral.doorway import feed
from training import urls as training_urls

LANGUAGE = r"^(?P<language>{})/".format("|".join(code for code, _name in settings.LANGUAGES))


def robots(request: HttpRequest) -> HttpResponse:
    """Where crawlers may go; nowhere in a demonstration."""
    lines = ["User-agent: *"]
    lines += (
        ["Disallow: /"]
        if settings.NOINDEX
        else [
            "Disallow: /admin/",
            "Disallow: /accounts/",
            "Disallow: /desk/",
            f"Sitemap: {settings.PUBLIC_URL}/sitemap.xml",
        ]
    )
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


def metrics(request: HttpRequest) -> HttpResponse:
    """Figures for an operator's monitoring; imported here, so that a site without it does not carry the client."""
    from config.metrics import show

    return show(request)


# Without a token there is no such address.
monitoring = [path("metrics", metrics, name="metrics")] if settings.METRICS_TOKEN else []

urlpatterns = [
    path("", front_door, name="front_door"),
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    *monitoring,
    path("robots.txt", stored(robots), name="robots"),
    re_path(r"^api/open-referral(?P<path>(?:/[\s\S]*)?)\Z", feed, name="open_referral"),
    path(
        "sitemap.xml", stored(sitemap), {"sitemaps": {"pages": PageSitemap, "services": ServiceSitemap}}, name="sitemap"
    ),
    # Wagtail's own sign-in knows nothing of allauth's limits on guessing and its checked e-mail addresses.
    path("admin/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    # In place of Wagtail's, which sends no reader on.
    path("admin/pages/<int:page_id>/unpublish/", taking_down.unpublish),
    path("", include("people.urls")),
    path("", include("reporting.desk.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("accounts/", include("allauth.urls")),
    path("documents/", include(wagtaildocs_urls)),
    re_path(r"^media/(?P<path>(?:images|original_images|documents)/[\w./-]+)$", media.serve, name="media"),
    re_path(LANGUAGE, include(reporting_urls.urlpatterns)),
    re_path(LANGUAGE, include(page_urls.urlpatterns)),
    re_path(LANGUAGE, include(campaign_urls.urlpatterns)),
    path("", include("training.urls_of_badges")),
    re_path(LANGUAGE, include(training_urls.urlpatterns)),
    *page_urls.tree_patterns,
]

handler400 = "pages.views.feedback.not_taken"
handler404 = "pages.views.serve.page_not_found"
handler500 = "pages.views.unavailable.server_error"
