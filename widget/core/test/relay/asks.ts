// SPDX-License-Identifier: EUPL-1.2
// Every event that a client may ask, with every field that it may have.

/** Whatever a client may say. */
export type Ask = { readonly [K in Field]?: unknown }

type Field =
  | "audience"
  | "body"
  | "commit"
  | "conversation"
  | "duty"
  | "epoch"
  | "era"
  | "free_since"
  | "from"
  | "key"
  | "key_package"
  | "lanes"
  | "member"
  | "n"
  | "offer"
  | "on"
  | "place"
  | "position"
  | "seal"
  | "seq"
  | "urgent"
  | "wanted"
  | "language"

const FIELDS: Readonly<Record<string, readonly Field[]>> = {
  "queue:join": ["audience", "language", "urgent", "place"],
  "queue:leave": [],
  "message:send": ["conversation", "era", "n", "body"],
  "message:got": ["conversation", "era", "seq"],
  "typing:set": ["conversation", "on"],
  "conversation:resume": ["conversation", "era", "position", "from", "epoch", "commit"],
  "conversation:another": ["wanted"],
  "conversation:leave": [],
  "conversation:exit": [],
  "conversation:end": ["conversation"],
  "capsule:keep": ["conversation", "seal", "key"],
  "capsule:take": ["conversation"],
  "capsule:leaving": [],
  "desk:open": ["duty", "lanes", "free_since"],
  "desk:duty": ["duty"],
  "offer:accept": ["offer"],
  "offer:decline": ["offer"],
  "member:key": ["conversation", "member", "key_package"],
}

/** Whether `ask` has no field that `event` does not know, and there is such an event. */
export function isKnown(event: string, ask: Ask): boolean {
  const known = Object.hasOwn(FIELDS, event) ? FIELDS[event] : undefined
  return known !== undefined && Object.keys(ask).every((field) => known.includes(field as Field))
}
