// SPDX-License-Identifier: EUPL-1.2

import { official } from "./official.ts"
import * as checks from "./primitiveChecks.ts"

official("crypto-basics", "labels, signatures and seals come out as theirs", checks.cryptoBasics)
official("deserialization", "a length is read and written as theirs", checks.deserialization)
official("key-schedule", "every secret of five epochs is theirs", checks.keySchedule)
official("psk_secret", "pre-shared keys come to the secret that is theirs", checks.pskSecret)
official("secret-tree", "keys and nonces of each generation are theirs, in any order", checks.secretTree)
official("transcript-hashes", "a commit is hashed and confirmed as theirs", checks.transcriptHashes)
official("tree-math", "a node's relations are theirs", checks.treeMath)
