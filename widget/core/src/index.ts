// SPDX-License-Identifier: EUPL-1.2
// What the interfaces use. Each name stands alone, so that a page carries only what it asks for.

export { type Http, trustFrom } from "./api.ts"
export { fromBase64, toBase64 } from "./bytes.ts"
export {
  type Certified,
  checkCertificate,
  type Device,
  DistrustError,
  type Role,
  type Staff,
  type Trust,
} from "./certificate.ts"
export { type Clock, systemClock } from "./clock.ts"
export { checkText, HELLO_LIMITS, MAX_TEXT_CODE_POINTS } from "./content.ts"
export { Desk, type DeskOptions } from "./desk.ts"
export { deviceFromPkcs8, deviceOf, makeDeviceKey, publicKeyOf } from "./device.ts"
export type * from "./session.ts"
export type { Shelf } from "./shelf.ts"
export { Visitor, type VisitorOptions } from "./visitor.ts"
export { deviceWords } from "./words.ts"
