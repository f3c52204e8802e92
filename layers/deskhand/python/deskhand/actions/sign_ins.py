"""Who may sign in at the stack's own user pool, where it has one. It vouches for an address; what
somebody may do, his operator says."""

import contextlib

from deskhand.wiring import Helpdesk


def admit(helpdesk: Helpdesk, email: str) -> None:
    """The pool invites him by mail, once. Safe to do again, as for who comes back."""
    pool = helpdesk.settings.user_pool
    if not pool:
        return
    sign_ins = helpdesk.sign_ins
    proven = {"email": email, "email_verified": "true"}
    try:
        sign_ins.admin_create_user(
            UserPoolId=pool,
            Username=email,
            UserAttributes=[{"Name": name, "Value": value} for name, value in proven.items()],
            DesiredDeliveryMediums=["EMAIL"],
        )
    except sign_ins.exceptions.UsernameExistsException:
        sign_ins.admin_enable_user(UserPoolId=pool, Username=email)


def dismiss(helpdesk: Helpdesk, email: str) -> None:
    pool = helpdesk.settings.user_pool
    if not pool:
        return
    sign_ins = helpdesk.sign_ins
    with contextlib.suppress(sign_ins.exceptions.UserNotFoundException):
        sign_ins.admin_disable_user(UserPoolId=pool, Username=email)
