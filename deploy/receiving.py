"""Sets of receipt rules: one is active in an account and region, and it may be another's."""

from typing import Any

from deploy.stack import Stack
from deploy.world import Stopped


def active(ses: Any) -> str:
    found = ses.describe_active_receipt_rule_set().get("Metadata") or {}
    return str(found.get("Name", ""))


def to_join(ses: Any, stack: Stack | None) -> str:
    """The set that our rule has to stand in; none: one of our own."""
    other = active(ses)
    return "" if stack and other == stack.own_rule_set else other


def activate(ses: Any, stack: Stack) -> None:
    if stack.own_rule_set and not active(ses):
        print(f"Activating the receipt rules {stack.own_rule_set}: mail may come in.")
        ses.set_active_receipt_rule_set(RuleSetName=stack.own_rule_set)


def deactivate(ses: Any, stack: Stack, rule: str) -> None:
    """SES deletes no active set, and with a set it would delete the rules of others in it."""
    if not stack.own_rule_set:
        return
    try:
        rules = ses.describe_receipt_rule_set(RuleSetName=stack.own_rule_set).get("Rules", [])
    except ses.exceptions.RuleSetDoesNotExistException:  # we were here before
        return
    others = sorted(found["Name"] for found in rules if found["Name"] != rule)
    if others:
        raise Stopped(
            f"Others have rules in {stack.own_rule_set}, the set of receipt rules of this stack:"
            f" {', '.join(others)}. Destroy these first; stages by `make destroy STAGE=...`."
        )
    if active(ses) == stack.own_rule_set:
        print(f"Deactivating the receipt rules {stack.own_rule_set}: mail is refused from now on.")
        ses.set_active_receipt_rule_set()
