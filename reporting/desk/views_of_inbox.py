"""The inbox and the search."""

from dataclasses import asdict
from datetime import date, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from people.roles import has_role
from reporting import carried
from reporting.desk.access import MANAGERS, page, unlocked
from reporting.desk.forms import SearchForm
from reporting.desk.shown import shown_lines
from reporting.journeys import admitting, alarming, erasing, listing, retaining
from reporting.journeys.searching import Wanted, search
from reporting.keyring import Keyring

PURPOSE = "search"
GOES_ON_FOR = timedelta(hours=1)
VIEWS = {"waiting": "Unread", "open": "Open", "slow": "Slow lane", "closed": "Closed"}


@unlocked
@require_safe
def inbox(request: HttpRequest, keyring: Keyring, view: str = "waiting") -> HttpResponse:
    """What waits, the most urgent first."""
    counts = listing.counts(keyring)
    summaries, shown = listing.listed(request.user, keyring, view, request.GET.get("page"))
    context = {
        "summaries": shown_lines(summaries),
        "shown": shown,
        "view": view,
        "views": [(code, words, counts[code]) for code, words in VIEWS.items()],
        "newcomers": admitting.waiting(),
        "alarms": alarming.told(one.alarm for one in summaries),
        "form": SearchForm(),
        "nobody_looked": retaining.nobody_looked(),
        "to_erase": len(erasing.to_decide(request.user, keyring)) if has_role(request.user, *MANAGERS) else 0,
    }
    return page(request, "inbox", VIEWS[view], context)


@unlocked
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest, keyring: Keyring) -> HttpResponse:
    """Search by words and terms. What is looked for is posted, so that no address and no log holds it."""
    form = SearchForm(request.POST if request.method == "POST" and "carried" not in request.POST else None)
    wanted, after, looked_at = None, None, 0
    if "carried" in request.POST:
        try:
            state = carried.take_back(PURPOSE, request.POST["carried"], GOES_ON_FOR)
        except carried.NotCarriedError:
            return page(request, "find", "Search", {"form": form, "too_late": True}, 422)
        wanted, looked_at = Wanted(**state["wanted"]), state["looked_at"]
        after = (date.fromisoformat(state["after"][0]), UUID(state["after"][1]))
        form = SearchForm(initial=state["wanted"])
    elif request.method == "POST" and form.is_valid():
        wanted = Wanted(**form.cleaned_data)
    if wanted is None:
        return page(request, "find", "Search", {"form": form}, 422 if form.errors else 200)
    found = search(request.user, keyring, wanted, after, looked_at)
    context = {"form": form, "found": found, "summaries": shown_lines(found.summaries)}
    if found.after:
        place = [found.after[0].isoformat(), str(found.after[1])]
        more = {"wanted": asdict(wanted), "after": place, "looked_at": found.looked_at}
        context["carried"] = carried.hand_out(PURPOSE, more)
    return page(request, "find", "Search", context)
