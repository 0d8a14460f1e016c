// SPDX-License-Identifier: EUPL-1.2
// Socket.IO's wire over WebSockets, as far as our clients speak it, with faults where a test wants them.
// It knows packets and nothing of what they mean.

import { once } from "node:events"
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { text } from "node:stream/consumers"
import { type WebSocket, WebSocketServer } from "ws"

export type Answer =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: string; readonly retry: boolean }

/** What a test does to one packet. `hold`: kept until the peer is released. */
export type Fault = "pass" | "drop" | "double" | "hold"

/** What a lying relay says in the place of `value`, under that name. */
export type Twist = (peer: Peer, event: string, value: unknown) => unknown

/** What came with CONNECT. */
export interface Auth {
  readonly ticket?: unknown
  readonly generation?: unknown
}

/** One connection of one client. */
export class Peer {
  readonly namespace: string
  readonly auth: Auth
  readonly cookie: string | undefined
  readonly #socket: WebSocket
  readonly #fault: (peer: Peer, event: string) => Fault
  readonly #twist: Twist
  #held: string[] = []
  isOpen = true

  constructor(
    namespace: string,
    auth: Auth,
    cookie: string | undefined,
    socket: WebSocket,
    fault: (peer: Peer, event: string) => Fault,
    twist: Twist,
  ) {
    this.namespace = namespace
    this.auth = auth
    this.cookie = cookie
    this.#socket = socket
    this.#fault = fault
    this.#twist = twist
  }

  tell(event: string, value: unknown): void {
    const said = [event, this.#twist(this, event, value)]
    this.#send(this.#fault(this, event), `42${this.namespace},${JSON.stringify(said)}`)
  }

  answer(event: string, id: string, value: unknown): void {
    const said = [this.#twist(this, `answer ${event}`, value)]
    this.#send(this.#fault(this, `answer ${event}`), `43${this.namespace},${id}${JSON.stringify(said)}`)
  }

  /** Any packet at all, or a binary one. */
  say(packet: string | Uint8Array): void {
    this.#socket.send(packet)
  }

  release(): void {
    const held = this.#held
    this.#held = []
    for (const packet of held) this.#send("pass", packet)
  }

  /** The connection breaks, without a word. */
  cut(): void {
    this.#socket.terminate()
  }

  #send(fault: Fault, packet: string): void {
    if (fault === "hold") this.#held.push(packet)
    for (let i = 0; i < COPIES[fault]; i++) this.#socket.send(packet)
  }
}

const COPIES = { pass: 1, double: 2, drop: 0, hold: 0 } as const

export interface Service {
  /** What is said to a request; with a `code` it is a refusal. */
  http(path: string, body: string): unknown
  /** A refusal, or nothing. */
  arrives(peer: Peer): Answer | undefined
  asks(peer: Peer, event: string, value: object): unknown
  leaves(peer: Peer): void
}

export class SocketServer {
  readonly #http: Server
  readonly #service: Service
  readonly peers = new Set<Peer>()
  /** What happens to what is sent to clients, by event; answers are `answer <event>`. */
  fault: (peer: Peer, event: string) => Fault = () => "pass"
  /** What happens to what clients ask. `hold` is `drop` here. */
  deaf: (peer: Peer, event: string) => boolean = () => false
  /** What clients are told, and answered (`answer <event>`), in the place of the truth. */
  says: Twist = (_, __, value) => value
  /** What the relay is made to believe that a client has asked. */
  hears: Twist = (_, __, value) => value
  /** Answers without having done anything. Nothing: it is done. */
  pretends: Twist = () => undefined
  /** No connection is made while it is set. */
  isAway = false
  /** WebSockets are taken and then nothing is said, as by a proxy that swallows them. */
  hangs = false
  hanging = 0
  /** Tries over plain HTTP, which there is none of here. */
  polled = 0

  private constructor(service: Service) {
    this.#service = service
    this.#http = createServer((request, response) => void this.#serve(request, response))
    const sockets = new WebSocketServer({ server: this.#http, path: "/socket.io/" })
    sockets.on("connection", (socket, request) => this.#greet(socket, request))
  }

  static async open(service: Service): Promise<SocketServer> {
    const server = new SocketServer(service)
    server.#http.listen(0, "127.0.0.1")
    await once(server.#http, "listening")
    return server
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`
  }

  cutAll(): void {
    for (const peer of [...this.peers]) peer.cut()
  }

  async close(): Promise<void> {
    this.cutAll()
    this.#http.closeAllConnections()
    this.#http.close()
    await once(this.#http, "close")
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url?.includes("transport=polling")) this.polled++
    const path = new URL(request.url ?? "/", "http://relay").pathname
    const said = this.isAway ? undefined : await this.#service.http(path, await text(request))
    response.writeHead(statusOf(said), { "content-type": "application/json" })
    response.end(JSON.stringify(said ?? { code: "busy", retry: true }))
  }

  #greet(socket: WebSocket, request: IncomingMessage): void {
    if (this.isAway) {
      socket.terminate()
      return
    }
    if (this.hangs) {
      this.hanging++
      return
    }
    const open = {
      sid: crypto.randomUUID(),
      upgrades: [],
      pingInterval: 600_000,
      pingTimeout: 600_000,
      maxPayload: 65536,
    }
    socket.send(`0${JSON.stringify(open)}`)
    let peer: Peer | undefined
    socket.on("message", (data) => {
      const packet = String(data)
      if (peer !== undefined) this.#hear(peer, packet)
      else if (packet.startsWith("40")) peer = this.#letIn(socket, packet, request.headers.cookie)
    })
    socket.on("close", () => {
      if (peer !== undefined) this.#leave(peer)
    })
    socket.on("error", () => undefined)
  }

  #letIn(socket: WebSocket, packet: string, cookie: string | undefined): Peer | undefined {
    const comma = packet.indexOf(",")
    const namespace = packet.slice(2, comma)
    const auth = JSON.parse(packet.slice(comma + 1)) as Auth
    const faultOf = (p: Peer, event: string): Fault => this.fault(p, event)
    const saysOf: Twist = (p, event, value) => this.says(p, event, value)
    const peer = new Peer(namespace, auth, cookie, socket, faultOf, saysOf)
    const refused = this.#service.arrives(peer)
    if (refused !== undefined) {
      socket.send(`44${namespace},${JSON.stringify({ message: "no", data: refused })}`)
      return undefined
    }
    this.peers.add(peer)
    socket.send(`40${namespace},${JSON.stringify({ sid: crypto.randomUUID() })}`)
    return peer
  }

  #hear(peer: Peer, packet: string): void {
    if (packet.startsWith("41")) this.#leave(peer)
    if (!peer.isOpen) return
    const [, id, json] = /^42[^,]+,(\d+)(.*)$/s.exec(packet) ?? []
    if (id === undefined || json === undefined) return
    const [event, value] = JSON.parse(json) as [string, object]
    if (this.deaf(peer, event)) return
    const heard = this.hears(peer, event, value) as object
    peer.answer(event, id, this.pretends(peer, event, heard) ?? this.#service.asks(peer, event, heard))
  }

  #leave(peer: Peer): void {
    if (!peer.isOpen) return
    peer.isOpen = false
    this.peers.delete(peer)
    this.#service.leaves(peer)
  }
}

function statusOf(said: unknown): number {
  if (said === undefined) return 503
  return typeof said === "object" && said !== null && "code" in said ? 404 : 200
}
