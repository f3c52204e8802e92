"""All routes of the operators."""

from deskhand.http import (
    admin_canned_replies,
    admin_customers,
    admin_drafts,
    admin_figures,
    admin_inbound,
    admin_marks,
    admin_messages,
    admin_presence,
    admin_settings,
    admin_suppressions,
    admin_surgery,
    admin_team,
    admin_tickets,
    admin_views,
)

ROUTERS = (
    admin_tickets.router,
    admin_messages.router,
    admin_surgery.router,
    admin_drafts.router,
    admin_presence.router,
    admin_marks.router,
    admin_team.router,
    admin_settings.router,
    admin_customers.router,
    admin_suppressions.router,
    admin_inbound.router,
    admin_figures.router,
    admin_canned_replies.router,
    admin_views.router,
)
