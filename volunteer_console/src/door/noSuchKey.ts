// SPDX-License-Identifier: EUPL-1.2
// Apart from what makes and opens report keys, so that whoever only has to understand it loads nothing of that.

/** This browser does not have the key that this was sealed to. */
export class NoSuchKeyError extends Error {}
