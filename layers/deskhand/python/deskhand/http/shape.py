from pydantic import BaseModel, ConfigDict


class Shape(BaseModel):
    """Built when first used: a cold start answers one route, and there are a hundred."""

    model_config = ConfigDict(defer_build=True, hide_input_in_errors=True)
