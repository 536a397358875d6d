"""Training in Wagtail's admin: one line a room."""

from wagtail import hooks

from training.admin import overseeing

hooks.register("register_admin_urls", overseeing.urls)
hooks.register("register_admin_menu_item", overseeing.menu_item)
