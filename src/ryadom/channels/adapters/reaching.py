"""Whether a channel's server can be reached and believed: one answer for messengers, letters and mailboxes."""

from __future__ import annotations

import socket
import ssl
from functools import cache
from pathlib import Path

from ryadom.channels.errors import Temporary


@cache
def believing(certificates: Path | None) -> ssl.SSLContext:
    """The roots this machine knows and those the region names beside them (a PEM file), say the national one.

    A file that was replaced is read anew after a restart. Raises OSError where there is none to read.
    """
    context = ssl.create_default_context()
    if certificates is not None:
        context.load_verify_locations(certificates)
    return context


def failed(fault: BaseException) -> Temporary:
    """What a broken connection means. "certificate": we do not believe that it is this server. "unreachable": there is
    nobody, and nothing was sent. "no answer": nobody knows what became of it.
    """
    if any(isinstance(one, ssl.SSLCertVerificationError) for one in _causes(fault)):
        return Temporary("certificate")
    if isinstance(fault, ConnectionRefusedError | socket.gaierror):
        return Temporary("unreachable")
    return Temporary("unreachable" if isinstance(fault, ConnectionError) else "no answer", doubtful=True)


def _causes(fault: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while fault is not None and fault not in found:
        found.append(fault)
        fault = fault.__cause__ or fault.__context__
    return found
