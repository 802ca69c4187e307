"""The JSON that the API answers with, as types. In: nothing. Out: pydantic models, from which OpenAPI is made."""
