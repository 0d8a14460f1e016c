// SPDX-License-Identifier: EUPL-1.2
// Where a helpline's pages and its relay are: browsers read it in the document, we in the manifest beside it.

export interface Places {
  /** Origin of the pages. */
  readonly app: string
  /** Origin of the relay. */
  readonly relay: string
}

/** Both, for whoever knows either: a relay leads to the pages. Throws an Error that a person understands. */
export async function fetchPlaces(url: string): Promise<Places> {
  const { origin } = new URL(url)
  const answer = await fetch(new URL("/manifest.json", origin)).catch(() => {
    throw new Error(`Nothing answers at ${origin}.`)
  })
  const { app, relay } = (await answer.json().catch(() => ({}))) as Partial<Places>
  if (app === undefined || relay === undefined) throw new Error(`There are no pages of Lykta at ${origin}.`)
  return { app, relay }
}
