"""Who may open which page of the desk. What may be done there is asked again by every action of the rooms below."""

from ryadom.providers.api import leads, works_there

__all__ = ["leads", "works_there"]
