# SPDX-License-Identifier: EUPL-1.2
"""The Socket.IO server: from packets to endpoints.

Counts bad packets and tries to be let in, and holds each connection to one namespace.
"""

from collections.abc import Iterable
from typing import Any, Final

import socketio
import structlog
from aiohttp import web

from chatserver.domain.errors import NotAllowedNowError
from chatserver.sockets import packets
from chatserver.sockets.connection import Connection
from chatserver.sockets.endpoint import Endpoint
from chatserver.sockets.engine import Engine, Engineering
from chatserver.sockets.loggers import LibraryLog, quiet_library_loggers
from chatserver.sockets.packets import BadPacketError, Kind, Packet
from chatserver.wire.events import NAMESPACES

log = structlog.get_logger()

PATH: Final = "/socket.io/"


class Server(socketio.AsyncServer):  # type: ignore[misc]  # python-socketio is untyped
    """One node's server."""

    def __init__(self, engineering: Engineering) -> None:
        super().__init__(
            serializer=Packet,
            logger=LibraryLog("socketio"),
            async_handlers=False,
            namespaces=list(NAMESPACES),
            engineering=engineering,
        )

    def attach(self, app: web.Application) -> None:
        """Serve ``PATH`` in *app*, and end every connection when it shuts down."""
        for method in ("GET", "POST", "OPTIONS"):
            app.router.add_route(method, PATH, self.handle_request)
        app.on_shutdown.append(self._on_shutdown)

    def connection(self, sid: str, namespace: str) -> Connection:
        """The connection behind *sid*."""
        found: Connection = self.eio.sockets[self.manager.eio_sid_from_sid(sid, namespace)]
        return found

    async def _on_shutdown(self, _app: web.Application) -> None:
        await self.shutdown()

    async def _handle_eio_message(self, eio_sid: str, data: str) -> None:
        connection = self.eio.sockets[eio_sid]
        try:
            await self._dispatch(connection, self.packet_class(encoded_packet=data))
        except BadPacketError as bad:
            _complain(connection, bad)

    async def _dispatch(self, connection: Connection, packet: Packet) -> None:
        eio_sid, namespace = connection.sid, packet.namespace
        match packet.packet_type:
            case Kind.CONNECT:
                await self._knocked(connection, namespace, packet.data)
            case Kind.EVENT if self._sits(eio_sid, namespace):
                await self._handle_event(eio_sid, namespace, packet.id, packet.data)
            case Kind.DISCONNECT if self._sits(eio_sid, namespace):
                await self._handle_disconnect(eio_sid, namespace)
                connection.finish()
            case _:
                raise BadPacketError(NotAllowedNowError(), namespace=namespace, answer=packet.id)

    async def _knocked(self, connection: Connection, namespace: str, auth: Any) -> None:
        if any(self.manager.sid_from_eio_sid(connection.sid, other) for other in NAMESPACES):
            raise BadPacketError(NotAllowedNowError(), namespace=namespace)
        if connection.knocks():
            await self._handle_connect(connection.sid, namespace, auth)
        if connection.closing:
            # It ended while the endpoint was still thinking; stock would keep it for ever.
            await self._handle_disconnect(connection.sid, namespace)

    def _sits(self, eio_sid: str, namespace: str) -> bool:
        return bool(self.manager.is_connected(self.manager.sid_from_eio_sid(eio_sid, namespace), namespace))

    def _engineio_server_class(self) -> type[Engine]:
        return Engine


def _complain(connection: Connection, bad: BadPacketError) -> None:
    role = bad.namespace.removeprefix("/") if bad.namespace else "unknown"
    log.info("bad packet", code=bad.refused.code, role=role)
    if bad.namespace is not None and bad.connecting:
        connection.say(packets.turning_away(bad.namespace, bad.refused))
    elif bad.namespace is not None and bad.answer is not None:
        connection.say(packets.answering(bad.namespace, bad.answer, bad.refused))
    connection.strike(role)


def build_server(engineering: Engineering, endpoints: Iterable[Endpoint]) -> Server:
    """A server with *endpoints*; it speaks once it is attached."""
    server = Server(engineering)
    for endpoint in endpoints:
        server.register_namespace(endpoint)
    quiet_library_loggers()
    return server
