// SPDX-License-Identifier: EUPL-1.2
// The nine invariants of the adapter to ts-mls: how each is taken out, and the test that must be red without it.
// Data alone: remove.mjs does it, on a copy; the page about the hostile server lists it.

/**
 * @typedef {{ invariant: number, without: string, file: string, from: string, to: string, test: [string, string] }} Removal
 * @type {readonly Removal[]}
 */
export const REMOVALS = [
  {
    invariant: 1,
    without: "anybody may add and remove",
    file: "src/groupRules.ts",
    from: "if (!known || (named && by !== VISITOR_LEAF))",
    to: "if (!known)",
    test: ["test/groupCommits.test.ts", "a counsellor's Add of a ghost is refused by visitor and colleague"],
  },
  {
    invariant: 1,
    without: "a commit may do two things at once",
    file: "src/groupRules.ts",
    from: 'others.length > 0 || only?.proposalOrRefType === "reference"',
    to: 'only?.proposalOrRefType === "reference"',
    test: [
      "test/groupCommits.test.ts",
      "two proposals in one commit are refused: an Add with a Remove, or two Adds",
    ],
  },
  {
    invariant: 2,
    without: "a leaf may change its key and its name",
    file: "src/groupRoster.ts",
    from: "if (!same || !isPlain(leaf))",
    to: "if (!isPlain(leaf))",
    test: ["test/groupCommits.test.ts", "leaf 0 with another signature key is refused: its key is pinned"],
  },
  {
    invariant: 2,
    without: "a newcomer is not looked at by those who are there",
    file: "src/groupRoster.ts",
    from: "const staff = await checkLeaf(leaf, setting)\n  return { member, staff",
    to: "return { member, staff: undefined",
    test: [
      "test/groupCommits.test.ts",
      "a newcomer whose certificate is another helpline's is refused by colleagues too",
    ],
  },
  {
    invariant: 3,
    without: "there may be nine",
    file: "src/groupRoster.ts",
    from: "MAX_MEMBERS = 4",
    to: "MAX_MEMBERS = 9",
    test: ["test/groupLeaves.test.ts", "the visitor adds no fifth"],
  },
  {
    invariant: 3,
    without: "a leaf lives as long as it likes",
    file: "src/groupRoster.ts",
    from: 'if (leaf.leafNodeSource !== "key_package") return',
    to: "return",
    test: ["test/groupLeaves.test.ts", "is refused by the visitor and by colleagues"],
  },
  {
    invariant: 4,
    without: "who removes may keep the old key",
    file: "src/groupRules.ts",
    from: "if (step.joins !== undefined) return",
    to: "return",
    test: [
      "test/groupFlawed.test.ts",
      "a receiver refuses a Remove after which the committer's key is the old one",
    ],
  },
  {
    invariant: 5,
    without: "one seals while a change of who is here is looked at",
    file: "src/groupCore.ts",
    from: 'if (this.#looking !== undefined) throw new GroupError("unsettled")\n      if (this.#restored && !this.#own',
    to: "if (this.#restored && !this.#own",
    test: [
      "test/groupKeeps.test.ts",
      "nothing has changed until it is adopted, and nothing is sealed meanwhile",
    ],
  },
  {
    invariant: 6,
    without: "nothing is written down",
    file: "src/groupCore.ts",
    from: "await this.#persist(snapshotOf({ member: this.member, conversation, held, own }), opened)",
    to: "void opened",
    test: ["test/impossible.test.ts", "a state that is not written down"],
  },
  {
    invariant: 6,
    without: "a restored group seals at once",
    file: "src/groupCore.ts",
    from: 'if (this.#restored && !this.#own?.renews) throw new GroupError("restored")',
    to: "",
    test: [
      "test/groupKeeps.test.ts",
      "after a restore the first act is an empty commit, and then all goes on",
    ],
  },
  {
    invariant: 7,
    without: "the relay says who spoke",
    file: "src/groupOpen.ts",
    from: 'if (!agreed) throw new GroupError("sender")',
    to: "",
    test: [
      "test/groupSender.test.ts",
      "a counsellor who signs with the visitor's number, or a colleague's, is refused",
    ],
  },
  {
    invariant: 8,
    without: "every length is sealed as it is",
    file: "src/padding.ts",
    from: "PADDED_BYTES.find((size) => size >= PREFIX_BYTES + length)",
    to: "PREFIX_BYTES + length",
    test: [
      "test/padding.test.ts",
      "a content of any length comes back, from the smallest length that holds it",
    ],
  },
  {
    invariant: 8,
    without: "a text may be of any length",
    file: "src/content.ts",
    from: 'if ("text" in content) return checkText(content.text) === undefined',
    to: 'if ("text" in content) return true',
    test: ["test/content.test.ts", "nothing that breaks a bound is encoded"],
  },
  {
    invariant: 9,
    without: "secrets are not wiped",
    file: "src/groupSecrets.ts",
    from: "for (const secret of secrets) secret?.fill(0)",
    to: "void secrets",
    test: [
      "test/groupForgets.test.ts",
      "the secret behind a message is gone once it is sealed, and once it is opened",
    ],
  },
  {
    invariant: 9,
    without: "a group prints what it is",
    file: "src/groupTypes.ts",
    from: 'PRINTED = "[sealed]"',
    to: 'PRINTED = "{group}"',
    test: ["test/groupForgets.test.ts", "no group, snapshot or candidate prints what it holds"],
  },
]
