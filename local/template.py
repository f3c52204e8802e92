"""template.yaml with its CloudFormation functions replaced by plain values."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

REGION = "eu-west-1"
ACCOUNT = "000000000000"

PSEUDO_PARAMETERS = {
    "AWS::Region": REGION,
    "AWS::AccountId": ACCOUNT,
    "AWS::Partition": "aws",
    "AWS::URLSuffix": "amazonaws.com",
    "AWS::StackName": "deskhand",
    "AWS::StackId": f"arn:aws:cloudformation:{REGION}:{ACCOUNT}:stack/deskhand/local",
}


_NOTHING = object()


class UnsupportedTemplateError(Exception):
    """The template uses something that the local stack cannot do; better said than ignored."""


class _Loader(yaml.SafeLoader):
    pass


def _tag(loader: yaml.SafeLoader, suffix: str, node: yaml.Node) -> dict[str, Any]:
    value: Any
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        assert isinstance(node, yaml.MappingNode)  # noqa: S101 - YAML has three kinds of nodes
        value = loader.construct_mapping(node, deep=True)
    if suffix in ("Ref", "Condition"):
        return {suffix: value}
    if suffix == "GetAtt" and isinstance(value, str):
        value = value.split(".", 1)
    return {f"Fn::{suffix}": value}


_Loader.add_multi_constructor("!", _tag)


def read(path: Path) -> dict[str, Any]:
    document: dict[str, Any] = yaml.load(path.read_text(), Loader=_Loader)  # noqa: S506 - a SafeLoader
    return document


class Template:
    """The template with its parameters filled in.

    `ref` and `attribute` say what `!Ref X` and `!GetAtt X.Y` of a resource mean here; they get the
    resource's logical id and type.
    """

    def __init__(
        self,
        document: Mapping[str, Any],
        parameters: Mapping[str, str],
        *,
        ref: Callable[[str, str], str],
        attribute: Callable[[str, str, str], str],
    ) -> None:
        self._document = document
        self._ref = ref
        self._attribute = attribute
        self._parameters = {
            name: parameters.get(name, str(declared.get("Default", "")))
            for name, declared in document.get("Parameters", {}).items()
        }
        unknown = set(parameters) - set(self._parameters)
        if unknown:
            raise UnsupportedTemplateError(f"The template has no parameter {', '.join(unknown)}")

    def resources(self, type_: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """Logical id and resolved properties of the resources of one type whose condition holds."""
        for name, resource in self._document["Resources"].items():
            wanted = "Condition" not in resource or self._holds(resource["Condition"])
            if resource["Type"] == type_ and wanted:
                yield name, self.resolve(resource.get("Properties", {}))

    def globals(self, kind: str) -> dict[str, Any]:
        resolved: dict[str, Any] = self.resolve(self._document.get("Globals", {}).get(kind, {}))
        return resolved

    def resolve(self, value: Any) -> Any:
        if isinstance(value, list):
            return [item for each in value if (item := self.resolve(each)) is not _NOTHING]
        if not isinstance(value, dict):
            return value
        if value == {"Ref": "AWS::NoValue"}:
            return _NOTHING
        if len(value) == 1:
            (name, argument), *_ = value.items()
            if name == "Ref" or name.startswith("Fn::"):
                return self._call(name, argument)
        resolved = ((key, self.resolve(item)) for key, item in value.items())
        return {key: item for key, item in resolved if item is not _NOTHING}

    def _call(self, name: str, argument: Any) -> Any:
        match name, argument:
            case "Ref", str():
                return self._value_of(argument)
            case "Fn::GetAtt", [resource, attribute]:
                return self._attribute_of(resource, attribute)
            case "Fn::Sub", _:
                return self._sub(argument)
            case "Fn::If", [condition, then, otherwise]:
                return self.resolve(then if self._holds(condition) else otherwise)
            case "Fn::Join", [separator, parts]:
                return separator.join(str(part) for part in self.resolve(parts))
            case "Fn::Select", [index, parts]:
                return self.resolve(parts)[int(index)]
            case "Fn::Split", [separator, text]:
                return self.resolve(text).split(separator)
        raise UnsupportedTemplateError(f"The local stack does not know {name} {argument!r}")

    def _value_of(self, name: str) -> str:
        if name in self._parameters:
            return self._parameters[name]
        if name in PSEUDO_PARAMETERS:
            return PSEUDO_PARAMETERS[name]
        return self._ref(name, self._type_of(name))

    def _attribute_of(self, resource: str, attribute: str) -> str:
        return self._attribute(resource, self._type_of(resource), attribute)

    def _type_of(self, name: str) -> str:
        try:
            return str(self._document["Resources"][name]["Type"])
        except KeyError:
            raise UnsupportedTemplateError(f"The template has nothing named {name}") from None

    def _sub(self, argument: str | list[Any]) -> str:
        text, own = (argument, {}) if isinstance(argument, str) else argument

        def replacement(found: re.Match[str]) -> str:
            name = found[1]
            if name.startswith("!"):
                return f"${{{name[1:]}}}"
            if name in own:
                return str(self.resolve(own[name]))
            resource, dot, attribute = name.partition(".")
            return self._attribute_of(resource, attribute) if dot else self._value_of(name)

        return re.sub(r"\$\{([^}]+)\}", replacement, text)

    def _holds(self, condition: Any) -> bool:
        if isinstance(condition, str):
            return self._holds(self._document["Conditions"][condition])
        (name, argument), *_ = condition.items()
        match name:
            case "Condition":
                return self._holds(argument)
            case "Fn::Equals":
                first, second = self.resolve(argument)
                return bool(first == second)
            case "Fn::Not":
                return not self._holds(argument[0])
            case "Fn::And":
                return all(self._holds(part) for part in argument)
            case "Fn::Or":
                return any(self._holds(part) for part in argument)
        raise UnsupportedTemplateError(f"The local stack does not know the condition {name}")
