"""The HTTP API: the answer and the application for other programs, with the same meaning as the pages.

It says nothing of its own: facts go through the reader of facts files, applications through the verbs of `measures`.
Described by OpenAPI 3.1 at `/api/openapi.json`; explained in `docs/reference/api.md`.
"""
