/**
 * The container of Outlook's .msg and Word 97's .doc files (MS-CFB): storages and streams in chains of sectors. Read by ourselves and not
 * by a library, because a chain that bites its own tail or a size of two gigabytes must end in a refusal: every chain is
 * as long as the file at most, every directory entry is visited once, and all streams together are no larger than the file.
 */
import { fail, ok, type Result } from '@shared/domain/result'

export interface CompoundStream {
  readonly name: string
  readonly size: number
  /** The same bytes each time. Throws `CompoundDamage` when its chain is broken. */
  read(): Buffer
}

export interface CompoundStorage {
  readonly name: string
  readonly streams: ReadonlyMap<string, CompoundStream>
  readonly storages: readonly CompoundStorage[]
}

export interface CompoundLimits {
  /** Directory entries of one file. */
  readonly entries: number
  /** Storages inside one another. */
  readonly depth: number
}

export interface CompoundFailure {
  readonly reason: 'unparsable' | 'too-deep' | 'too-many-parts'
  readonly detail: string
}

/** A container that contradicts itself: what reads from it turns this into a refusal. */
export class CompoundDamage extends Error {}

const SIGNATURE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
const HEADER_BYTES = 512
const ENTRY_BYTES = 128
const MINI_SECTOR_BYTES = 64
/** Sectors of the allocation table that the header itself names (MS-CFB 2.2). */
const HEADER_DIFAT = 109
/** Larger numbers are marks: end of chain, free, and the tables' own sectors. */
const MAX_SECTOR = 0xfffffffa
const END_OF_CHAIN = 0xfffffffe
const NO_ENTRY = 0xffffffff
const STORAGE = 1
const STREAM = 2
const ROOT = 5

/** Whether bytes begin as a compound file does. */
export function isCompoundFile(bytes: Uint8Array): boolean {
  return bytes.length >= SIGNATURE.length && SIGNATURE.equals(bytes.subarray(0, SIGNATURE.length))
}

/** Reads the directory; streams are read when they are asked for. */
export function readCompoundFile(bytes: Buffer, limits: CompoundLimits): Result<CompoundStorage, CompoundFailure> {
  try {
    return new Reader(bytes, limits).read()
  } catch (error) {
    if (!(error instanceof CompoundDamage)) throw error
    return fail({ reason: 'unparsable', detail: error.message })
  }
}

interface Entry {
  readonly name: string
  readonly type: number
  readonly left: number
  readonly right: number
  readonly child: number
  readonly start: number
  readonly size: number
}

interface OpenStorage {
  readonly name: string
  readonly streams: Map<string, CompoundStream>
  readonly storages: OpenStorage[]
}

class Reader {
  readonly #bytes: Buffer
  readonly #limits: CompoundLimits
  readonly #sectorBytes: number
  readonly #sectors: number
  readonly #miniCutoff: number
  readonly #table: readonly number[]
  #miniTable: Buffer = Buffer.alloc(0)
  #miniStream: Buffer = Buffer.alloc(0)
  /** Bytes that streams may still hold together. */
  #room: number

  constructor(bytes: Buffer, limits: CompoundLimits) {
    if (bytes.length < HEADER_BYTES) throw new CompoundDamage('shorter than its header')
    const shift = bytes.readUInt16LE(0x1e)
    if (shift !== 9 && shift !== 12) throw new CompoundDamage(`sectors of 2^${shift} bytes`)
    this.#bytes = bytes
    this.#limits = limits
    this.#sectorBytes = 1 << shift
    this.#sectors = Math.ceil((bytes.length - this.#sectorBytes) / this.#sectorBytes)
    this.#miniCutoff = bytes.readUInt32LE(0x38)
    this.#room = bytes.length
    this.#table = this.#readTable()
  }

  read(): Result<CompoundStorage, CompoundFailure> {
    const directory = this.#readChain(this.#bytes.readUInt32LE(0x30), null)
    const count = Math.floor(directory.length / ENTRY_BYTES)
    if (count > this.#limits.entries)
      return fail({ reason: 'too-many-parts', detail: `${count} entries, limit ${this.#limits.entries}` })
    const root = count === 0 ? null : entryAt(directory, 0)
    if (root === null || root.type !== ROOT) throw new CompoundDamage('no root entry')
    if (this.#bytes.readUInt32LE(0x40) > 0) this.#miniTable = this.#readChain(this.#bytes.readUInt32LE(0x3c), null)
    if (root.size > 0) this.#miniStream = this.#readChain(root.start, root.size)
    return this.#tree(directory, count, root)
  }

  #readTable(): number[] {
    const count = this.#bytes.readUInt32LE(0x2c)
    if (count > this.#sectors) throw new CompoundDamage('an allocation table larger than the file')
    const table: number[] = []
    for (let i = 0; i < HEADER_DIFAT && table.length < count; i++) {
      const sector = this.#bytes.readUInt32LE(0x4c + 4 * i)
      if (sector <= MAX_SECTOR) table.push(sector)
    }
    const perSector = this.#sectorBytes / 4 - 1
    let next = this.#bytes.readUInt32LE(0x44)
    for (let seen = 0; next <= MAX_SECTOR && table.length < count; seen++) {
      if (seen > this.#sectors) throw new CompoundDamage('a circle in the allocation table')
      const at = this.#offsetOf(next)
      if (at + this.#sectorBytes > this.#bytes.length) throw new CompoundDamage('a sector past the end')
      for (let i = 0; i < perSector && table.length < count; i++) {
        const sector = this.#bytes.readUInt32LE(at + 4 * i)
        if (sector <= MAX_SECTOR) table.push(sector)
      }
      next = this.#bytes.readUInt32LE(at + 4 * perSector)
    }
    return table
  }

  #offsetOf(sector: number): number {
    return (sector + 1) * this.#sectorBytes
  }

  #after(sector: number): number {
    const perSector = this.#sectorBytes / 4
    const table = this.#table[Math.floor(sector / perSector)]
    if (table === undefined) throw new CompoundDamage('a sector that no table covers')
    const at = this.#offsetOf(table) + 4 * (sector % perSector)
    if (at + 4 > this.#bytes.length) throw new CompoundDamage('an allocation table past the end')
    return this.#bytes.readUInt32LE(at)
  }

  /** The bytes of a chain; all of it, or as many as `size` says. */
  #readChain(start: number, size: number | null): Buffer {
    if (size !== null && size > this.#bytes.length) throw new CompoundDamage('a stream larger than the file')
    const pieces: Buffer[] = []
    let length = 0
    let sector = start
    for (let seen = 0; sector <= MAX_SECTOR && (size === null || length < size); seen++) {
      if (seen > this.#sectors) throw new CompoundDamage('a chain that is a circle')
      const at = this.#offsetOf(sector)
      if (at >= this.#bytes.length) throw new CompoundDamage('a sector past the end')
      const piece = this.#bytes.subarray(at, at + this.#sectorBytes)
      pieces.push(piece)
      length += piece.length
      sector = this.#after(sector)
    }
    if (size !== null && length < size) throw new CompoundDamage('a stream that ends early')
    if (size === null && sector !== END_OF_CHAIN) throw new CompoundDamage('a chain without an end')
    return Buffer.concat(pieces, size ?? length)
  }

  #readMini(start: number, size: number): Buffer {
    const pieces: Buffer[] = []
    let length = 0
    let sector = start
    const count = this.#miniTable.length / 4
    for (let seen = 0; length < size; seen++) {
      if (seen > count || sector >= count) throw new CompoundDamage('a small stream that ends early')
      const piece = this.#miniStream.subarray(sector * MINI_SECTOR_BYTES, (sector + 1) * MINI_SECTOR_BYTES)
      if (piece.length === 0) throw new CompoundDamage('a small sector past the end')
      pieces.push(piece)
      length += piece.length
      sector = this.#miniTable.readUInt32LE(4 * sector)
    }
    return Buffer.concat(pieces, size)
  }

  /** Siblings are a binary tree of places, children hang below: walked without recursion, each entry once. */
  #tree(directory: Buffer, count: number, root: Entry): Result<CompoundStorage, CompoundFailure> {
    const top: OpenStorage = { name: root.name, streams: new Map(), storages: [] }
    const seen = new Set<number>([0])
    const waiting: { place: number; parent: OpenStorage; depth: number }[] = [
      { place: root.child, parent: top, depth: 1 },
    ]
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { place, parent, depth } = next
      if (place === NO_ENTRY) continue
      if (place >= count || seen.has(place)) throw new CompoundDamage('a directory that is a circle')
      seen.add(place)
      const entry = entryAt(directory, place)
      waiting.push({ place: entry.right, parent, depth }, { place: entry.left, parent, depth })
      if (entry.type === STREAM) {
        parent.streams.set(entry.name, this.#stream(entry))
      } else if (entry.type === STORAGE) {
        if (depth > this.#limits.depth) return fail({ reason: 'too-deep', detail: `limit ${this.#limits.depth}` })
        const storage: OpenStorage = { name: entry.name, streams: new Map(), storages: [] }
        parent.storages.push(storage)
        waiting.push({ place: entry.child, parent: storage, depth: depth + 1 })
      }
    }
    return ok(top)
  }

  #stream({ name, start, size }: Entry): CompoundStream {
    let known: Buffer | null = null
    const read = (): Buffer => {
      if (known !== null) return known
      // Every byte of a file belongs to one stream: streams that share sectors would unpack to more than there is.
      if (size > this.#room) throw new CompoundDamage('streams larger than the file')
      this.#room -= size
      known = size < this.#miniCutoff ? this.#readMini(start, size) : this.#readChain(start, size)
      return known
    }
    return { name, size, read: size === 0 ? () => Buffer.alloc(0) : read }
  }
}

function entryAt(directory: Buffer, place: number): Entry {
  const entry = directory.subarray(place * ENTRY_BYTES, (place + 1) * ENTRY_BYTES)
  const nameBytes = Math.min(62, Math.max(0, entry.readUInt16LE(0x40) - 2))
  return {
    name: entry.toString('utf16le', 0, nameBytes),
    type: entry[0x42] ?? 0,
    left: entry.readUInt32LE(0x44),
    right: entry.readUInt32LE(0x48),
    child: entry.readUInt32LE(0x4c),
    start: entry.readUInt32LE(0x74),
    size: entry.readUInt32LE(0x78),
  }
}
