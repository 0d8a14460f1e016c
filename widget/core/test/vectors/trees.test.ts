// SPDX-License-Identifier: EUPL-1.2

import { official } from "./official.ts"
import * as checks from "./treeChecks.ts"

official("tree-operations", "a tree after a proposal is theirs", checks.treeOperations)
official("tree-validation", "hashes, resolutions and signatures of a tree are theirs", checks.treeValidation)
official("treekem", "everybody follows their paths and ours to the same secret", checks.treeKem)
