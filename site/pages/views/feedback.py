"""“Was this helpful?” and “Tell us”, without JavaScript, cookie or identity."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django.views.defaults import bad_request

from config.languages import SOURCE
from config.middleware import SIGNED_IN_PATHS
from pages.addresses import CALENDAR, FEEDBACK, FEEDBACK_THANKS, HELP, SEARCH, STYLE, TELL_US, TELL_US_THANKS, url
from pages.forms import FeedbackForm, TellUsForm
from pages.journeys.feedback import TooManyCommentsError, leave_comment, say_helpful
from pages.models.feedback import Feedback
from pages.origin import from_this_site
from pages.rendering import screen_context
from pages.views.serve import find_page
from pagestore.storing import stored

SCREENS = (HELP, SEARCH, CALENDAR, TELL_US, STYLE)


@from_this_site
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest, language: str) -> HttpResponse:
    """Take a “yes”, a “no” or a comment about a page. Opened by itself it leads to “Tell us”."""
    if request.method != "POST":
        return HttpResponseRedirect(url(language, TELL_US))
    form = FeedbackForm(request.POST)
    if not form.is_valid():
        context = screen_context(language, FEEDBACK, _("Your comment was not sent"))
        context["form"] = form
        return render(request, "pages/feedback_error.html", context, status=422)
    data = form.cleaned_data
    if not data["website"]:
        helpful = {"yes": True, "no": False}.get(data["helpful"])
        path = data["address"].removeprefix(url(language))
        page = find_page(language, path)
        # Only what exists is counted, so that nobody can fill the table with addresses that do not.
        if helpful is not None and (page is not None or path in SCREENS):
            say_helpful(path, language, helpful, page)
        if data["comment"].strip():
            try:
                leave_comment(
                    data["comment"],
                    origin=Feedback.Origin.PAGE,
                    language=language,
                    address=path,
                    page=page,
                    helpful=helpful,
                )
            except TooManyCommentsError:
                context = screen_context(language, FEEDBACK, _("Your comment was not sent"))
                context.update(form=form, too_many=True)
                return render(request, "pages/feedback_error.html", context, status=503)
    return HttpResponseRedirect(url(language, FEEDBACK_THANKS), status=303)


def not_taken(request: HttpRequest, exception: Exception) -> HttpResponse:
    """More than the server takes in at once: said in the reader's language, with a way on; else Django's own page."""
    if not isinstance(exception, RequestDataTooBig) or request.path_info.startswith(SIGNED_IN_PATHS):
        return bad_request(request, exception)
    context = screen_context(getattr(request, "LANGUAGE_CODE", SOURCE), FEEDBACK, _("Your comment was not sent"))
    context["furniture"].noindex = True
    return render(request, "pages/feedback_error.html", context, status=413)


@stored
@require_safe
def feedback_thanks(request: HttpRequest, language: str) -> HttpResponse:
    """The same words for everyone, so that the address says nothing about what was sent."""
    context = screen_context(language, FEEDBACK_THANKS, _("Thank you"))
    context["furniture"].noindex = True
    return render(request, "pages/feedback_thanks.html", context)


@stored
@from_this_site
@require_http_methods(["GET", "HEAD", "POST"])
def tell_us(request: HttpRequest, language: str) -> HttpResponse:
    """Comments on the site, or on the help in the district, by topic and audience (strategy, objective 6)."""
    about = _(
        "What helps? What is missing? Young people, families and people who use our services can change this site."
    )
    context = screen_context(language, TELL_US, _("Tell us what you think"), about)
    library = context["library"]
    form = TellUsForm(
        request.POST if request.method == "POST" else None,
        topics=library.terms("topic"),
        audiences=library.terms("audience"),
    )
    context["form"] = form
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if not data["website"]:
            try:
                leave_comment(
                    data["comment"],
                    origin=Feedback.Origin.TELL_US,
                    language=language,
                    topic=data["topic"],
                    audience=data["audience"],
                )
            except TooManyCommentsError:
                context["too_many"] = True
                return render(request, "pages/tell_us.html", context, status=503)
        return HttpResponseRedirect(url(language, TELL_US_THANKS), status=303)
    return render(request, "pages/tell_us.html", context, status=422 if form.errors else 200)


@stored
@require_safe
def tell_us_thanks(request: HttpRequest, language: str) -> HttpResponse:
    """What happens next with what was sent."""
    context = screen_context(language, TELL_US_THANKS, _("Thank you for telling us"))
    context["furniture"].noindex = True
    return render(request, "pages/tell_us_thanks.html", context)
