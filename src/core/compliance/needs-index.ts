/** Many needs at once: those that a text can meet, without asking each. */
import { keysOf, type Need } from './needs'
import { isMet, Noted, Watched, type Asked } from './noted'
import type { Squeezed } from './squeeze'

const anything: Asked = { kind: 'anything' }

export class NeedsIndex {
  /** Numbers of those of the `eager` needs that the text meets, in order. */
  readonly met: number[] = []
  readonly #needs: readonly Asked[]
  readonly #noted: Noted
  /** By number of what is watched for: the eager needs that it calls for. */
  readonly #called: readonly (readonly number[] | undefined)[]
  /** Eager ones that nothing calls for: asked of every text. */
  readonly #always: readonly number[]
  /** By need: the text that it was last asked of, and the one that last met it. */
  readonly #asked: Uint32Array
  readonly #metBy: Uint32Array
  #text = 0

  /** `eager`: those that are asked of every text at once; the others only when `isMet` asks. */
  constructor(needs: readonly Need[], eager: ReadonlySet<number>) {
    const watched = new Watched()
    this.#needs = needs.map((need) => watched.ask(need))
    const called: (number[] | undefined)[] = Array.from({ length: watched.count + 1 }, () => undefined)
    const always: number[] = []
    needs.forEach((need, index) => {
      if (!eager.has(index)) return
      const keys = keysOf(need)
      if (keys === undefined) always.push(index)
      for (const key of keys ?? []) {
        const id = watched.ids[key] ?? 0
        const known = called[id]
        if (known === undefined) called[id] = [index]
        else known.push(index)
      }
    })
    this.#noted = new Noted(watched)
    this.#called = called
    this.#always = always
    this.#asked = new Uint32Array(needs.length)
    this.#metBy = new Uint32Array(needs.length)
  }

  /** Looks at a text: from here on, while its buffers last, `isMet` and `met` are of it. */
  look(squeezed: Squeezed): void {
    const { met } = this
    this.#text += 1
    met.length = 0
    this.#noted.note(squeezed)
    for (const index of this.#always) if (this.isMet(index)) met.push(index)
    for (const id of this.#noted.met) {
      const called = this.#called[id]
      if (called === undefined) continue
      for (const index of called) {
        if (this.#asked[index] !== this.#text && this.isMet(index)) met.push(index)
      }
    }
    if (met.length > 1) met.sort((a, b) => a - b)
  }

  isMet(index: number): boolean {
    if (this.#asked[index] !== this.#text) {
      this.#asked[index] = this.#text
      if (isMet(this.#needs[index] ?? anything, this.#noted)) this.#metBy[index] = this.#text
    }
    return this.#metBy[index] === this.#text
  }
}
