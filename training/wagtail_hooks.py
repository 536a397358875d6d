"""Training in Wagtail's admin: one line a room."""

from wagtail import hooks

from training.admin import accounts, agencies, deciding, enrolments, people, requirements

hooks.register("register_admin_urls", agencies.urls)
hooks.register("register_admin_urls", requirements.urls)
hooks.register("register_admin_urls", enrolments.urls)
hooks.register("register_admin_urls", people.urls)
hooks.register("register_admin_urls", deciding.urls)
hooks.register("register_admin_urls", accounts.urls)
hooks.register("register_admin_menu_item", agencies.menu_item)
