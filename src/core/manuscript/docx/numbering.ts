/** Lists of a Word file (ECMA-376-1, 17.9): which paragraph is an item of which kind, and with which number. */
import { child, childrenNamed, childValue, type XmlElement } from './xml-tree'

export interface ListItem {
  /** From 0. */
  readonly level: number
  readonly ordered: boolean
  /** The item's number; 1 in a list without numbers. */
  readonly number: number
}

interface Level {
  readonly ordered: boolean
  readonly start: number
}

interface Num {
  readonly abstract: string
  /** `w:startOverride` by level. */
  readonly starts: ReadonlyMap<number, number>
}

/** ECMA-376-1, 17.9.6: nine levels. */
const LAST_LEVEL = 8
const MAX_NUMBER = 999_999

export class Numbering {
  private readonly abstracts = new Map<string, ReadonlyMap<number, Level | null>>()
  private readonly nums = new Map<string, Num>()
  private readonly counters = new Map<string, (number | undefined)[]>()
  private readonly restarted = new Set<string>()

  constructor(root: XmlElement | undefined) {
    const linked = new Map<string, string>()
    const byStyle = new Map<string, string>()
    for (const element of childrenNamed(root, 'w:abstractNum')) {
      const id = element.attributes['w:abstractNumId'] ?? ''
      const styleLink = childValue(element, 'w:styleLink')
      if (styleLink !== null) byStyle.set(styleLink, id)
      const link = childValue(element, 'w:numStyleLink')
      if (link !== null) linked.set(id, link)
      this.abstracts.set(
        id,
        new Map(
          childrenNamed(element, 'w:lvl').map((level) => [
            wholeNumber(level.attributes['w:ilvl']) ?? 0,
            levelOf(level),
          ]),
        ),
      )
    }
    for (const element of childrenNamed(root, 'w:num')) {
      const named = childValue(element, 'w:abstractNumId') ?? ''
      const abstract = byStyle.get(linked.get(named) ?? '') ?? named
      const starts = childrenNamed(element, 'w:lvlOverride').flatMap((override) => {
        const start = wholeNumber(childValue(override, 'w:startOverride'))
        return start === null ? [] : [[wholeNumber(override.attributes['w:ilvl']) ?? 0, start] as const]
      })
      this.nums.set(element.attributes['w:numId'] ?? '', { abstract, starts: new Map(starts) })
    }
  }

  /** Takes the next number for a paragraph with this `w:numPr`; null when it is in no list. */
  next(properties: XmlElement | undefined): ListItem | null {
    const id = childValue(properties, 'w:numId')
    const num = id === null ? undefined : this.nums.get(id)
    if (id === null || num === undefined) return null
    const level = Math.min(wholeNumber(childValue(properties, 'w:ilvl')) ?? 0, LAST_LEVEL)
    const definition = this.abstracts.get(num.abstract)?.get(level)
    // A level that shows nothing is no list's.
    if (definition === undefined || definition === null) return null
    const counters = this.counters.get(num.abstract) ?? []
    this.counters.set(num.abstract, counters)
    const override = num.starts.get(level)
    const key = `${id} ${level}`
    if (override !== undefined && !this.restarted.has(key)) {
      this.restarted.add(key)
      counters[level] = undefined
    }
    const number = Math.min((counters[level] ?? (override ?? definition.start) - 1) + 1, MAX_NUMBER)
    counters[level] = number
    counters.length = level + 1
    return { level, ordered: definition.ordered, number: definition.ordered ? number : 1 }
  }
}

function levelOf(element: XmlElement): Level | null {
  const format = childValue(element, 'w:numFmt') ?? child(element, 'w:numFmt')?.attributes['w:format'] ?? 'decimal'
  if (format === 'none') return null
  return { ordered: format !== 'bullet', start: wholeNumber(childValue(element, 'w:start')) ?? 1 }
}

function wholeNumber(value: string | null | undefined): number | null {
  if (value === null || value === undefined || !/^\d{1,6}$/.test(value)) return null
  return Number(value)
}
