// SPDX-License-Identifier: EUPL-1.2
// Socket.IO's protocol, revision 5, over one Engine.IO connection: one namespace, text packets, a new connection instead
// of a repaired one. It stands in for `socket.io-client`, which does much that we must not use (it buffers, connects
// again by itself, takes binary packets) and which every visitor would have to download.

import { Socket as Engine, type SocketOptions as EngineOptions } from "engine.io-client"

export interface SocketOptions {
  /** The relay's origin. */
  readonly url: string
  readonly namespace: string
  readonly engine: Partial<EngineOptions>
  /** What CONNECT carries. */
  auth(): object
}

/** After `failed` or `lost` nothing more is heard. */
export interface SocketHooks {
  connected(): void
  /** Before it was connected. `answer`: what the relay said about it, if it was the relay. */
  failed(answer?: unknown): void
  lost(): void
  told(event: string, value: unknown): void
}

const CONNECT = 0
const DISCONNECT = 1
const EVENT = 2
const CONNECT_ERROR = 4
/** More than this nobody has to say before the connection stands. */
const EARLY = 16

/** Type (3 is an answer), namespace, number of the question, content. Types 5 and 6 are binary. */
const PACKET = /^([0-4])(\/[^,]*)?,?(\d*)(.*)$/s

export class Socket {
  readonly #engine: Engine
  readonly #namespace: string
  readonly #hooks: SocketHooks
  readonly #answers = new Map<number, (heard: unknown) => void>()
  /** What the relay said before it said that this is connected: it may, while it greets. */
  #early: (readonly unknown[])[] = []
  #questions = 0
  #state: "opening" | "connected" | "over" = "opening"

  constructor({ url, namespace, engine, auth }: SocketOptions, hooks: SocketHooks) {
    this.#namespace = namespace
    this.#hooks = hooks
    this.#engine = new Engine(url, { path: "/socket.io/", ...engine })
    this.#engine.on("open", () => this.#send(CONNECT, auth()))
    this.#engine.on("data", (data) => this.#hear(data))
    this.#engine.on("error", () => this.#end())
    this.#engine.on("close", () => this.#end())
  }

  get connected(): boolean {
    return this.#state === "connected"
  }

  /** Only while connected. `answered` is called at most once. */
  ask(event: string, value: unknown, answered: (heard: unknown) => void): void {
    this.#answers.set(this.#questions, answered)
    this.#send(EVENT, [event, value], this.#questions++)
  }

  /** Nothing more is heard; what was asked before still goes out. */
  close(): void {
    if (this.#state === "connected") this.#send(DISCONNECT)
    this.#state = "over"
    this.#answers.clear()
    this.#engine.close()
  }

  #send(type: number, content?: unknown, question?: number): void {
    if (this.#state === "over") return
    const written = content === undefined ? "" : JSON.stringify(content)
    this.#engine.send(`${type}${this.#namespace},${question ?? ""}${written}`)
  }

  #hear(packet: unknown): void {
    if (this.#state === "over") return
    const read = readPacket(packet)
    if (read === undefined) this.#end()
    else if (read.namespace === this.#namespace) this.#take(read)
  }

  #take({ type, question, content }: Packet): void {
    if (type === CONNECT && this.#state === "opening") this.#begin()
    else if (type === CONNECT_ERROR) this.#end((content as { data?: unknown } | null)?.data)
    else if (!Array.isArray(content)) this.#end()
    else if (type === EVENT && this.#early.length < EARLY) this.#tell(content)
    else if (this.#state === "opening") this.#end()
    else this.#answer(question, content[0])
  }

  #begin(): void {
    this.#state = "connected"
    this.#hooks.connected()
    for (const told of this.#early.splice(0)) this.#tell(told)
  }

  #tell(content: readonly unknown[]): void {
    if (this.#state === "opening") this.#early.push(content)
    else if (this.#state === "connected") this.#hooks.told(String(content[0]), content[1])
  }

  #answer(question: number, heard: unknown): void {
    const answered = this.#answers.get(question)
    this.#answers.delete(question)
    answered?.(heard)
  }

  #end(answer?: unknown): void {
    const before = this.#state
    this.close()
    if (before === "connected") this.#hooks.lost()
    else if (before === "opening") this.#hooks.failed(answer)
  }
}

interface Packet {
  readonly type: number
  readonly namespace: string | undefined
  readonly question: number
  readonly content: unknown
}

/** Nothing if it is no packet of text. */
function readPacket(packet: unknown): Packet | undefined {
  const [, type, namespace, question, content] = (typeof packet === "string" && PACKET.exec(packet)) || []
  try {
    return content === undefined
      ? undefined
      : { type: Number(type), namespace, question: Number(question), content: content && JSON.parse(content) }
  } catch {
    return undefined
  }
}
