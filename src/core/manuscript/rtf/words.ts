/** The text of an RTF file on its way from bytes: those of one font wait together, for a character may be two of them. */
import { codePage, decodeRtf } from './code-pages'

/** Bytes of text that wait to be decoded together. */
const MAX_WAITING = 64 * 1024

export class RtfWords {
  #waiting: number[] = []
  #run = ''
  #encoding = 'cp1252'

  /** `\ansicpg`; one that nobody knows changes nothing. */
  codePage(number: number): void {
    this.#encoding = codePage(number) ?? this.#encoding
  }

  macintosh(): void {
    this.#encoding = 'macroman'
  }

  /** `font`: its own encoding, null when it says nothing. */
  byte(value: number, font: string | null): void {
    this.#waiting.push(value)
    if (this.#waiting.length >= MAX_WAITING) this.#decode(font)
  }

  string(text: string, font: string | null): void {
    this.#decode(font)
    this.#run += text
  }

  /** What was read since it was last taken. */
  take(font: string | null): string {
    this.#decode(font)
    const run = this.#run
    this.#run = ''
    return run
  }

  #decode(font: string | null): void {
    if (this.#waiting.length === 0) return
    this.#run += decodeRtf(Uint8Array.from(this.#waiting), font, this.#encoding)
    this.#waiting = []
  }
}
