"""What the settings page shows before anything is saved, and the secret of a desk's widget."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from deskhand.actions import previews, widget
from deskhand.domain.desk import Template
from deskhand.http import settings_shapes
from deskhand.http.app import Router
from deskhand.http.signed_in import Me
from deskhand.wiring import helpdesk

router = Router()


@router.post(
    "/api/admin/desks/preview", summary="A template as Ada Byron would get it", tags=["settings"]
)
def preview_template(me: Me, asked: settings_shapes.PreviewedTemplate) -> settings_shapes.Letter:
    """Also for a desk that is not saved yet; nothing is sent. All is empty if the body is: then
    there is no such mail. A mistake is refused with its `line` in `errors`."""
    template = Template(subject=asked.subject, body=asked.body)
    shown = previews.template(helpdesk(), me, asked.name, template, asked.desk)
    return settings_shapes.Letter(**shown._asdict())


@router.post(
    "/api/admin/desks/preview-number", summary="What numbers come of a pattern", tags=["settings"]
)
def preview_number(me: Me, asked: settings_shapes.PreviewedPattern) -> settings_shapes.Numbers:
    return settings_shapes.Numbers(examples=previews.number(helpdesk(), me, asked.pattern))


@router.get(
    "/api/admin/template-variables", summary="What can stand in a template", tags=["settings"]
)
def list_template_variables(me: Me) -> settings_shapes.VariableList:
    found = previews.known_variables(helpdesk(), me)
    items = [settings_shapes.Variable(**each._asdict()) for each in found]
    return settings_shapes.VariableList(items=items, cursor=None)


@router.get(
    "/api/admin/default-templates",
    summary="What is sent where a desk has no template of its own",
    tags=["settings"],
)
def list_default_templates(
    language: Annotated[str, Query(description="As of a desk: de, pt-BR.", max_length=10)] = "en",
) -> settings_shapes.DefaultTemplates:
    """English for a language that is not among the `languages`."""
    built_in = previews.built_in(language)
    items = [
        settings_shapes.NamedTemplate(name=name, **template.model_dump())
        for name, template in built_in.templates.items()
    ]
    return settings_shapes.DefaultTemplates(
        items=items, language=built_in.language, languages=built_in.languages, cursor=None
    )


@router.post(
    "/api/admin/desks/<id>/widget-secret",
    summary="Give the widget a new secret",
    tags=["settings"],
    status_code=201,
)
def renew_widget_secret(me: Me, id: str) -> settings_shapes.WidgetSecret:
    """It is told this once. The one before stays valid until it is dropped, and while there are
    two, a third is refused (409)."""
    return settings_shapes.WidgetSecret(secret=widget.renew_secret(helpdesk(), me, id))


@router.delete(
    "/api/admin/desks/<id>/widget-secret/previous",
    summary="Make the widget's secret before the last one invalid",
    tags=["settings"],
    status_code=204,
)
def drop_previous_widget_secret(me: Me, id: str) -> Response[None]:
    widget.drop_previous_secret(helpdesk(), me, id)
    return Response(status_code=204)


@router.get(
    "/api/admin/desks/<id>/widget-code",
    summary="What a site needs to have the widget in its pages",
    tags=["settings"],
)
def get_widget_code(me: Me, id: str) -> settings_shapes.WidgetCode:
    code = widget.code(helpdesk(), me, id)
    samples = [
        settings_shapes.TokenCode(language=language, code=sample)
        for language, sample in code.token.items()
    ]
    return settings_shapes.WidgetCode(html=code.html, token_code=samples)
