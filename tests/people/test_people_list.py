"""The list of people: who works here, not everybody who learns; a search finds all."""

from tests.support.cast import Person


def test_learners_are_found_and_do_not_fill_the_list(site_manager: Person, learner: Person) -> None:
    manager = site_manager.client
    assert "learner@lantern.example" not in manager.get("/admin/people/").text
    assert "editor@lantern.example" in manager.get("/admin/people/").text
    assert "learner@lantern.example" in manager.get("/admin/people/?q=LEARNER@").text


def test_who_was_switched_off_stays_in_the_list(site_manager: Person, learner: Person) -> None:
    assert learner.user
    learner.user.is_active = False
    learner.user.save()
    assert "learner@lantern.example" in site_manager.client.get("/admin/people/").text
