// SPDX-License-Identifier: EUPL-1.2
// What a hostile server may do, what comes of it, and what the visitor sees: the table of
// docs/explanation/malicious-server.md is made of this one (test/liar/write.mjs), and its tests are asserted by it.
// Rule 1: data alone. deeds.ts has a deed for each row, or does not compile.

import type { Distrust, Why } from "../../src/session.ts"

/** What stands between the texts when something went wrong. */
export type Notice = "missing" | "away" | "notDelivered"

export type Seen =
  | { readonly at: "refused"; readonly why: Distrust }
  | { readonly at: "ended"; readonly why: Why }
  | { readonly at: "closed" | "waiting" }
  | { readonly at: "talking"; readonly reads: readonly Notice[] }

/**
 * - `stopped`: somebody's page stops, and no more is said;
 * - `told`: something is missing, and it stands where it is missing;
 * - `harmless`: both ends have all that was said, and nobody else has anything;
 * - `believed`: it cannot be noticed at once. Here the table says what is left.
 */
export type Outcome = "stopped" | "told" | "harmless" | "believed"

interface Row {
  /** The server ... */
  readonly does: string
  readonly happens: string
  readonly outcome: Outcome
  readonly visitor: Seen
  /** What the visitor sees besides, in our words. */
  readonly shows?: string
  /** What stands in the counsellor's page. */
  readonly counsellor?: readonly Notice[]
}

const refused = (why: Distrust) => ({ outcome: "stopped", visitor: { at: "refused", why } }) as const
const ended = (why: Why) => ({ outcome: "stopped", visitor: { at: "ended", why } }) as const
const talking = (...reads: readonly Notice[]) => ({ at: "talking", reads }) as const
const harmless = { outcome: "harmless", visitor: talking() } as const
const missing = { outcome: "told", visitor: talking("missing") } as const
const missingThere = { outcome: "told", visitor: talking(), counsellor: ["missing"] } as const

const NOT_SENT = "The page stops before a word has left it."

/** Who answers. */
export const WHO = {
  rogueRoot: {
    does: "sends somebody whose certificate comes from a root of its own",
    happens: `No root of the helpline has signed it. ${NOT_SENT}`,
    ...refused("unknownRoot"),
  },
  rogueIssuer: {
    does: "signs a device with a key of its own, under the genuine issuing certificate",
    happens: `The issuing key has not signed it. ${NOT_SENT}`,
    ...refused("forged"),
  },
  otherHelpline: {
    does: "sends somebody whom the same root has certified for another helpline",
    happens: `The certificate names the helpline. ${NOT_SENT}`,
    ...refused("wrongHelpline"),
  },
  expired: {
    does: "sends somebody whose certificate is over",
    happens: `The page asks its own clock. ${NOT_SENT}`,
    ...refused("expired"),
  },
  notYet: {
    does: "sends somebody whose certificate does not hold yet",
    happens: `The page asks its own clock. ${NOT_SENT}`,
    ...refused("notYet"),
  },
  denied: {
    does: "sends somebody who stands on the deny-list",
    happens: `The list lies with the static files, signed; the server cannot take a name off it. ${NOT_SENT}`,
    ...refused("denied"),
  },
  otherRole: {
    does: "sends an officer to answer, uninvited",
    happens: `Only counsellors and supervisors may answer; the role is signed. ${NOT_SENT}`,
    ...refused("notAllowed"),
  },
  otherUse: {
    does: "sends somebody with a certificate for reports, not for talking",
    happens: `The use is signed. ${NOT_SENT}`,
    ...refused("wrongUse"),
  },
  demonstration: {
    does: "sends a demonstration's counsellor to a helpline in earnest",
    happens: `The mark of the demonstration is signed, and refused off the own machine. ${NOT_SENT}`,
    ...refused("demonstration"),
  },
  otherConversation: {
    does: "swaps the key package for a genuine one that was made for another conversation",
    happens: `The counsellor's device signed for which conversation it is. ${NOT_SENT}`,
    ...refused("forged"),
  },
  otherKeys: {
    does: "puts a key of its own into the counsellor's key package",
    happens: `The signature over the package does not hold any more. ${NOT_SENT}`,
    ...refused("forged"),
  },
  noPackage: {
    does: "sends bytes that are no key package",
    happens: NOT_SENT,
    ...refused("malformed"),
  },
  visitorAgain: {
    does: "sends the “visitor” to be let in once more, with keys of its own",
    happens: `A visitor's leaf is nobody's certificate: only leaf 0 may have it. ${NOT_SENT}`,
    ...refused("malformed"),
  },
  accomplice: {
    does: "swaps the key package for that of another counsellor, who is genuine",
    happens:
      "The visitor's page names whoever it really let in. The counsellor whose package was swapped gets nothing.",
    outcome: "told",
    visitor: talking(),
    shows: "the name and role of whoever was let in, as they are certified",
  },
  memberZero: {
    does: "calls the candidate by the visitor's own number",
    happens: "Nobody is added under a number that was used. The next honest offer works.",
    ...harmless,
  },
  oldDenyList: {
    does: "serves the deny-list of last week again, after a newer one",
    happens: "No older list is taken while the page lives: the newcomer is not let in, and the page stops.",
    ...refused("denyListOld"),
  },
  noDenyList: {
    does: "holds the deny-list back",
    happens: `Without a list nobody is trusted. ${NOT_SENT}`,
    ...refused("denyListMissing"),
  },
  ghost: {
    does: "puts a ghost in the list of who is here",
    happens:
      "Who is in the conversation is what the keys say, not the server. Nobody appears, nobody can read.",
    ...harmless,
  },
  uninvited: {
    does: "brings somebody to the door whom the visitor did not ask for",
    happens: "Nobody is looked at who was not wished for.",
    ...harmless,
  },
  impostor: {
    does: "begins a conversation under the old name with somebody who says that they are the visitor",
    happens:
      "It has other keys: the counsellor's page shows it as a new conversation, without a word of the old one, and the five words differ.",
    ...ended("lost"),
  },
} as const satisfies Record<string, Row>

/** What is said. */
export const SAID = {
  reads: {
    does: "keeps all that passes, and reads it",
    happens: "No text, no name and no first word is in it.",
    ...harmless,
  },
  reorders: {
    does: "delivers messages in another order",
    happens: "They are shown in the order in which they were sent.",
    ...harmless,
  },
  renumbers: {
    does: "numbers two messages the other way round",
    happens: "The number is inside the seal. What comes out of order is not shown, and is told as missing.",
    ...missing,
  },
  doubles: {
    does: "delivers everything twice",
    happens: "Each message is shown once.",
    ...harmless,
  },
  replays: {
    does: "delivers an old message again in the place of a new one",
    happens: "Nothing opens twice. What it replaced is told as missing.",
    ...missing,
  },
  drops: {
    does: "keeps a message back and closes the gap in its numbers",
    happens: "The next one that opens shows that one is missing.",
    ...missing,
  },
  dropsFirst: {
    does: "keeps the very first message of a counsellor back",
    happens: "Whoever comes counts from one, so that this is seen too.",
    ...missing,
  },
  changes: {
    does: "changes one bit of a message",
    happens: "It does not open. The next one shows that one is missing.",
    ...missing,
  },
  otherSender: {
    does: "says that a message is from somebody else",
    happens: "Who sealed it is inside the seal. It is not shown, and is told as missing.",
    ...missing,
  },
  splices: {
    does: "delivers a message of another conversation",
    happens: "It is sealed for another group. It is not shown, and what it replaced is told as missing.",
    ...missing,
  },
  acks: {
    does: "says that a message has arrived which it threw away",
    happens:
      "“Arrived” is the server's word. The counsellor's page tells of the hole with the next message that comes.",
    ...missingThere,
  },
  refusesAndKeeps: {
    does: "refuses a message and delivers it all the same",
    happens:
      "The counsellor reads what the visitor's page calls not delivered. It is the visitor's own words, to nobody else; but the next one has the same number, and is not shown.",
    outcome: "believed",
    visitor: talking("notDelivered"),
  },
  splitView: {
    does: "delivers different messages to two people under one number",
    happens: "The number is inside the seal: whoever did not get the first is told that one is missing.",
    outcome: "told",
    visitor: talking("away"),
    counsellor: ["missing"],
  },
  otherLengths: {
    does: "has a counsellor's device in its hand, which seals a text at another length than ours",
    happens: "What is not padded as we pad is shown as nothing.",
    outcome: "harmless",
    visitor: talking(),
  },
  lengths: {
    does: "measures the length of what is said",
    happens: "There are seven lengths; within one, texts of one word and of thirty look alike.",
    ...harmless,
  },
} as const satisfies Record<string, Row>

/** Who comes and goes. */
export const ROSTER = {
  stale: {
    does: "answers that the visitor's Add came too late, and delivers it all the same",
    happens:
      "The counsellor, who is genuine, joins and reads the first words; the visitor's page sees a change that it did not make, and nothing more is said.",
    outcome: "harmless",
    visitor: { at: "waiting" },
  },
  refusesAdd: {
    does: "answers the visitor's Adds as stale",
    happens: "Nobody is let in and nothing is said, for as long as it lies.",
    ...harmless,
  },
  unseenAdd: {
    does: "has a counsellor's device in its hand, which adds a ghost",
    happens: "Only the visitor's device adds: the page stops, with nobody else in the conversation.",
    ...ended("lost"),
  },
  welcomeTwice: {
    does: "delivers the Welcome a second time, in the place of a message",
    happens: "Nobody joins twice. What it replaced is told as missing.",
    ...missingThere,
  },
  otherWelcome: {
    does: "gives one counsellor the Welcome of another",
    happens: "It is sealed for one key. Their page stops, and tells the visitor that it has ended.",
    ...ended("counsellor"),
  },
  withheldFromRemoved: {
    does: "keeps a removal from the one who is removed",
    happens:
      "The others have new keys: whoever was taken out opens nothing, and their page stops at what it cannot follow.",
    outcome: "harmless",
    visitor: talking("away"),
  },
  withheldFromColleague: {
    does: "keeps a removal from the counsellor who stays",
    happens:
      "Their page stops at the visitor's next message, which is sealed with keys that it lacks. Until then the one who was taken out could read what that counsellor writes, with the server's help.",
    ...ended("counsellor"),
  },
} as const satisfies Record<string, Row>

/** What the server alone knows, and may say otherwise. */
export const MEMORY = {
  oldEra: {
    does: "answers a resume from another life of its memory",
    happens: "The page does not go on in it.",
    ...ended("lost"),
  },
  oldNumbers: {
    does: "rolls back how many of the visitor's messages it has",
    happens: "What has arrived is not kept any more, so it cannot be said again: the page stops.",
    ...ended("lost"),
  },
  oldEpoch: {
    does: "rolls back the epoch in its answers",
    happens: "The epoch that counts is the group's own.",
    ...harmless,
  },
  otherEra: {
    does: "delivers mail of another era",
    happens: "It is passed over; the true one is shown.",
    ...harmless,
  },
  capsuleKey: {
    does: "gives a reloaded page the key of an older state",
    happens: "It does not open what lies in the tab: nothing is shown, and the visitor begins anew.",
    outcome: "stopped",
    visitor: { at: "waiting" },
  },
  away: {
    does: "says that the counsellor has lost the connection",
    happens: "Presence is the server's word: a lie costs patience, and nothing that is said.",
    outcome: "harmless",
    visitor: talking("away"),
  },
  writing: {
    does: "says that the counsellor is writing, and that a ghost is",
    happens: "Somebody who is not in the conversation is not shown; the other hint passes.",
    ...harmless,
  },
  over: {
    does: "says that the counsellor has ended the conversation",
    happens: "Ending is in its power: keys are wiped at the visitor's end. What was said stays unread.",
    ...ended("counsellor"),
  },
  displaced: {
    does: "says that another page has the visitor's place",
    happens: "The page stops and its keys are wiped.",
    ...ended("lost"),
  },
  closed: {
    does: "says that nobody is on duty",
    happens: "It can refuse to serve. Nothing has been said.",
    outcome: "harmless",
    visitor: { at: "closed" },
  },
} as const satisfies Record<string, Row>

export const SECTIONS = [
  ["Who answers", WHO],
  ["What is said", SAID],
  ["Who comes and goes", ROSTER],
  ["What the server remembers", MEMORY],
] as const

/** What is tested where it belongs, beside these: the file and the name of the test. */
export const ELSEWHERE = [
  {
    does: "swaps a device's key while a counsellor enrols",
    happens:
      "The registrar types five words of the genuine key, which the swapped one does not have: no certificate.",
    test: ["tests/unit/services/test_certification.py", "test_a_key_swapped_in_the_records_is_not_certified"],
  },
  {
    does: "asks a registrar to certify under another role or name",
    happens: "Both are in the five words.",
    test: ["tests/unit/signing/test_words.py", "test_helpline_role_and_name_change_the_words"],
  },
  {
    does: "swaps what a counsellor's device says with what it says as the visitor",
    happens: "A member's number is signed with that member's key.",
    test: [
      "widget/core/test/groupSender.test.ts",
      "a counsellor who signs with the visitor's number, or a colleague's, is refused",
    ],
  },
  {
    does: "takes a place ticket of another deployment, or one whose time is over",
    happens:
      "It is refused. (The server's own tickets are its own: with its key it can give any place in line.)",
    test: ["tests/unit/signing/test_tickets.py", "test_another_deployments_ticket_is_refused"],
  },
  {
    does: "keeps its whole store and takes the device after the end",
    happens: "What is left on the device cannot be opened.",
    test: [
      "tests/integration/test_capsules_whole_store.py",
      "test_what_is_left_on_a_device_cannot_be_opened",
    ],
  },
  {
    does: "sends somebody by another root, in a browser",
    happens: "The page says that the person is not known to this helpline, and gives other help.",
    test: ["tests/stories/test_trusting.py", "test_a_certificate_by_a_wrong_root_is_refused"],
  },
  {
    does: "changes the key package on the wire, in a browser",
    happens: "The page stops, with the reason in plain words, before a word has left it.",
    test: ["tests/stories/test_lying_server.py", "test_a_changed_key_package_is_refused"],
  },
  {
    does: "replays a message on the wire in the place of another, in a browser",
    happens: "The page says that a message could not be opened, and that it can be asked for again.",
    test: ["tests/stories/test_lying_server.py", "test_a_replayed_message_is_told_as_missing"],
  },
] as const
