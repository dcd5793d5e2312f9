/** All views of one text. Each is made when it is first read: most blocks never need the digits. */
import { foldDigits } from './digits'
import { fold } from './fold'
import type { View } from './offset-map'
import type { ViewName } from './rule-pack'
import { squeeze, viewOf, type Squeezed } from './squeeze'

export interface Normalised extends Readonly<Record<ViewName, View>> {
  /** Lets go of what was made; it is made again when it is read again. */
  readonly forget: () => void
}

/** `squeezed`: the buffers as this text has just filled them, where they are at hand. */
export function normalise(text: string, squeezed?: Squeezed): Normalised {
  return new Views(text, squeezed === undefined ? undefined : viewOf(squeezed))
}

class Views implements Normalised {
  readonly #text: string
  #folded: View | undefined
  #squeezed: View | undefined
  #digits: View | undefined

  constructor(text: string, squeezed: View | undefined) {
    this.#text = text
    this.#squeezed = squeezed
  }

  forget(): void {
    this.#folded = undefined
    this.#squeezed = undefined
    this.#digits = undefined
  }

  get folded(): View {
    return (this.#folded ??= fold(this.#text))
  }

  get squeezed(): View {
    return (this.#squeezed ??= viewOf(squeeze(this.#text)))
  }

  get digits(): View {
    return (this.#digits ??= foldDigits(this.folded))
  }
}
