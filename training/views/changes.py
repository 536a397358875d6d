"""What changed in a module since its learner did it; on from there to its lessons, or to its questions alone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from training.comparing import Kind
from training.dates import day_of
from training.doors import for_learners
from training.errors import RetiredError, TestOutError
from training.journeys.comparing_versions import compare_versions
from training.journeys.progress import module_at, progress_in
from training.journeys.refreshing import refresher_of, start_test_out
from training.titles import title_of
from training.views.modules import address_of, module_url, next_url
from training.views.shown import learner_context, see_other


@for_learners
@require_http_methods(["GET", "HEAD", "POST"])
def changes(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """The two versions side by side; POST begins the test-out. For everybody else there is the module's own page."""
    module = module_at(slug)
    refresher = refresher_of(request.user, module.activity)
    if refresher is None:
        return see_other(module_url(language, slug))
    if request.method == "POST":
        try:
            start_test_out(request.user, module.activity, language)
        except (RetiredError, TestOutError):
            return see_other(module_url(language, slug, "changes"))
        return see_other(next_url(progress_in(request.user, module, language), language, slug))
    context = learner_context(language, address_of(slug, "changes"), _("What has changed"))
    context.update(
        refresher=refresher,
        module_title=title_of(refresher.newest, language),
        done_on=day_of(refresher.completed.at),
        comparison=compare_versions(refresher.before, refresher.newest, language),
        kinds={kind.name: kind for kind in Kind},
        is_offered=module.activity.retired_on is None,
        module_url=module_url(language, slug),
    )
    return render(request, "training/learn/changes.html", context)
