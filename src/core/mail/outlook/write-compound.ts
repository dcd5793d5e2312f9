/** Writes a storage out of a compound file as a file of its own: an embedded message as the .msg it once was. */
import { burn, type Entry } from '@kenjiuno/msgreader/lib/Burner.js'
import { TypeEnum } from '@kenjiuno/msgreader/lib/Reader.js'
import type { CompoundStorage } from '../../compound-file'

const PROPERTIES = '__properties_version1.0'
const NAMED = '__nameid_version1.0'
/** A message inside another has a header of 24 bytes before its properties, a file of its own one of 32. */
const INNER_HEADER = 24
const ADDED_HEADER = 8

/** `root` lends the table of named properties, which a file has once. */
export function writeStorage(storage: CompoundStorage, root: CompoundStorage): Buffer {
  const entries: Entry[] = []
  const named = root.storages.find((one) => one.name === NAMED)
  addStorage(entries, storage, true, named === undefined ? [] : [named])
  return Buffer.from(burn(entries))
}

function addStorage(
  entries: Entry[],
  storage: CompoundStorage,
  top: boolean,
  more: readonly CompoundStorage[],
): number {
  const place = entries.length
  const children: number[] = []
  entries.push({
    name: top ? 'Root Entry' : storage.name,
    type: top ? TypeEnum.ROOT : TypeEnum.DIRECTORY,
    children,
    length: 0,
  })
  for (const stream of storage.streams.values()) {
    // A copy with memory of its own: the writer looks past a view to what lies under it.
    const bytes = new Uint8Array(top && stream.name === PROPERTIES ? withFileHeader(stream.read()) : stream.read())
    children.push(entries.length)
    entries.push({ name: stream.name, type: TypeEnum.DOCUMENT, binaryProvider: () => bytes, length: bytes.length })
  }
  for (const inner of [...more, ...storage.storages]) children.push(addStorage(entries, inner, false, []))
  return place
}

function withFileHeader(properties: Buffer): Buffer {
  return Buffer.concat([
    properties.subarray(0, INNER_HEADER),
    Buffer.alloc(ADDED_HEADER),
    properties.subarray(INNER_HEADER),
  ])
}
