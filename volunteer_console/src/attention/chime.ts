// SPDX-License-Identifier: EUPL-1.2
// Two soft notes, made here: no file to fetch, nothing that could be recognised as a known alarm.

import type { Cue } from "./cues.ts"

/** Notes of each cue: frequency in Hz, start in seconds. */
const notes: Readonly<Record<Cue, readonly (readonly [number, number])[]>> = {
  offer: [
    [523.25, 0],
    [659.25, 0.22],
  ],
  reminder: [[523.25, 0]],
  message: [[440, 0]],
}

const peak = 0.12
const lengthSeconds = 0.9

export class Chime {
  #context: AudioContext | undefined

  /** Browsers let a page sound only after its reader has touched it: call this at a click or a key. */
  unlock(): void {
    this.#context ??= new AudioContext()
    void this.#context.resume()
  }

  play(cue: Cue): void {
    const context = this.#context
    if (context?.state !== "running") return
    for (const [frequency, start] of notes[cue]) this.#note(context, frequency, context.currentTime + start)
  }

  #note(context: AudioContext, frequency: number, at: number): void {
    const tone = new OscillatorNode(context, { type: "sine", frequency })
    const gain = new GainNode(context, { gain: 0 })
    // A soft start and a long end: a sudden edge would sound like a click.
    gain.gain.setValueAtTime(0, at)
    gain.gain.linearRampToValueAtTime(peak, at + 0.04)
    gain.gain.exponentialRampToValueAtTime(0.0001, at + lengthSeconds)
    tone.connect(gain).connect(context.destination)
    tone.start(at)
    tone.stop(at + lengthSeconds)
  }
}
