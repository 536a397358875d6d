"""The way from a draft to readers: what editors hand in, publishers review.

Wagtail's workflows do the work. This sets up the one that holds everywhere until a manager chooses
another for a section, in every language, since all pages lie under the one root.
"""

from typing import Any

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import GroupApprovalTask, Page, Task, Workflow, WorkflowContentType, WorkflowPage, WorkflowTask
from wagtail.snippets.models import get_workflow_enabled_models

from people.roles import PUBLISHERS, remove_wagtails_own

NAME = "Review by a publisher"
# What Wagtail's own migrations set up, for a group that this site does not have.
WAGTAILS = "Moderators approval"


def set_up(**_signal: Any) -> None:
    """Make the workflow and give it whatever has none; what a manager chose stays. Harmless to repeat."""
    with transaction.atomic():
        _clear_away(WAGTAILS)
        # The roles were set up before this, while that workflow still needed its group.
        remove_wagtails_own()
        root = Page.objects.filter(depth=1).first()
        if root is None:
            return
        chosen = WorkflowPage.objects.filter(page=root).select_related("workflow").first()
        workflow = chosen.workflow if chosen else _review()
        WorkflowPage.objects.get_or_create(page=root, defaults={"workflow": workflow})
        for model in get_workflow_enabled_models():
            kind = ContentType.objects.get_for_model(model, for_concrete_model=False)
            WorkflowContentType.objects.get_or_create(content_type=kind, defaults={"workflow": workflow})


def _review() -> Workflow:
    """One step: a publisher looks."""
    workflow, made = Workflow.objects.get_or_create(name=NAME)
    if made:
        task, _made = GroupApprovalTask.objects.get_or_create(name=NAME)
        task.groups.add(*Group.objects.filter(name=PUBLISHERS))
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    return workflow


def _clear_away(name: str) -> None:
    """Remove a workflow and its task if nothing ever went through it; otherwise end its use."""
    for workflow in Workflow.objects.filter(name=name, active=True):
        WorkflowPage.objects.filter(workflow=workflow).delete()
        WorkflowContentType.objects.filter(workflow=workflow).delete()
        if workflow.workflow_states.exists():
            workflow.deactivate()
        else:
            workflow.delete()
    unused = Task.objects.filter(name=name, workflow_tasks=None, task_states=None)
    for task in unused:
        task.delete()
