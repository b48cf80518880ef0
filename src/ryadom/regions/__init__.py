"""regions: the wall between regions. A personal row carries its region, and a query without a region fails.

An open room: `models` (RegionModel), `clock` (now, today), `middleware` (request.region), `append_only`.
"""

from ryadom.regions.clock import frozen, local, now, register_zone, today, zone_of

__all__ = ["frozen", "local", "now", "register_zone", "today", "zone_of"]
