/** Old Word files and archives that were made to do harm, each with what must become of it. Seeded: the same for the same numbers. */
import iconv from 'iconv-lite'
import { MAX_FILE_BYTES, MAX_UNPACKED_BYTES, MAX_ZIP_ENTRIES } from '@core/manuscript/limits'
import type { ConversionRefusal } from '@shared/domain/manuscript'
import { zip } from '../unit/manuscript/support/docx'
import type { RandomNumbers } from './random'

export interface HostileFile {
  readonly name: string
  readonly filename: string
  readonly bytes: Buffer
  /** The reason it is refused with; `ok` when it is read; null when either will do, as of chance damage. */
  readonly becomes: ConversionRefusal['code'] | 'ok' | null
}

/** Bytes of a compound file's header and directory entries (MS-CFB 2.2, 2.6). */
const TABLE_SECTORS = 0x2c
const FIRST_DIRECTORY = 0x30
const FIRST_DIFAT = 0x44
const FIRST_TABLE = 0x4c
const SECTOR = 512
const ENTRY = 128
const ENTRY_START = 0x74
const ENTRY_SIZE = 0x78

/** A sound .doc, damaged in every way: `doc` is one of 512-byte sectors. */
export function hostileDocs(doc: Buffer, random: RandomNumbers): HostileFile[] {
  const filename = '稿件.doc'
  const made = (
    name: string,
    becomes: HostileFile['becomes'],
    damage: (bytes: Buffer) => Buffer | void,
  ): HostileFile => {
    const bytes = Buffer.from(doc)
    return { name, filename, bytes: damage(bytes) ?? bytes, becomes }
  }
  const entryOf = (bytes: Buffer, stream: string): number => {
    const at = bytes.indexOf(Buffer.from(`${stream}\0`, 'utf16le'))
    if (at < 0 || at % ENTRY !== 0) throw new Error(`no stream ${stream}`)
    return at
  }
  const offset = (sector: number): number => (sector + 1) * SECTOR
  /** Where the table says what follows a sector. */
  const linkOf = (bytes: Buffer, sector: number): number =>
    offset(bytes.readUInt32LE(FIRST_TABLE + 4 * Math.floor(sector / (SECTOR / 4)))) + 4 * (sector % (SECTOR / 4))
  const fib = (bytes: Buffer): number => offset(bytes.readUInt32LE(entryOf(bytes, 'WordDocument') + ENTRY_START))
  return [
    ...Array.from({ length: 24 }, () => random.below(doc.length)).map((at) =>
      // What Word keeps behind the text may be gone: then it is read.
      made(`cut at ${at}`, at < doc.length / 4 ? 'corrupt' : null, (bytes) => bytes.subarray(0, at)),
    ),
    ...Array.from({ length: 60 }, (_, round) =>
      made(`flipped, round ${round}`, null, (bytes) => {
        // Half of them where the file says what is where.
        const among = round % 2 === 0 ? bytes.length : 4 * SECTOR
        for (let count = 1 + random.below(40); count > 0; count -= 1) {
          const at = 8 + random.below(Math.min(among, bytes.length) - 8)
          bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8))
        }
      }),
    ),
    made('the text follows itself', 'corrupt', (bytes) => {
      const first = bytes.readUInt32LE(entryOf(bytes, 'WordDocument') + ENTRY_START)
      bytes.writeUInt32LE(first, linkOf(bytes, first))
      bytes.writeUInt32LE(bytes.length, entryOf(bytes, 'WordDocument') + ENTRY_SIZE)
    }),
    made('the directory follows itself', 'corrupt', (bytes) => {
      const first = bytes.readUInt32LE(FIRST_DIRECTORY)
      bytes.writeUInt32LE(first, linkOf(bytes, first))
    }),
    made('the table of tables follows itself', 'corrupt', (bytes) => {
      // It claims more tables than the header names, and that the rest are where they point back to.
      const at = bytes.length - SECTOR
      bytes.fill(0xff, at)
      bytes.writeUInt32LE(at / SECTOR - 1, at + SECTOR - 4)
      bytes.writeUInt32LE(at / SECTOR - 1, FIRST_DIFAT)
      bytes.writeUInt32LE(bytes.length / SECTOR - 1, TABLE_SECTORS)
    }),
    made('siblings in a circle', 'corrupt', (bytes) => {
      const at = entryOf(bytes, 'WordDocument')
      const root = offset(bytes.readUInt32LE(FIRST_DIRECTORY))
      bytes.writeUInt32LE((at - root) / ENTRY, at + 0x44)
      bytes.writeUInt32LE((at - root) / ENTRY, at + 0x48)
    }),
    made(
      'more tables than the file has sectors',
      'corrupt',
      (bytes) => void bytes.writeUInt32LE(0xffffffff, TABLE_SECTORS),
    ),
    ...['WordDocument', '1Table'].map((stream) =>
      made(`two gigabytes of ${stream}`, 'corrupt', (bytes) => {
        bytes.writeUInt32LE(0x7fffffff, entryOf(bytes, stream) + ENTRY_SIZE)
      }),
    ),
    ...[0x4c, 0x50, 0x5c, 0x60, 0x64].map((at) =>
      made(`two billion characters (${at.toString(16)})`, 'corrupt', (bytes) => {
        bytes.writeUInt32LE(0x7fffffff, fib(bytes) + at)
      }),
    ),
    // Word reads on without its lists, notes or styles, and so does the desk; without its pieces there is no text.
    ...Array.from({ length: 75 }, (_, index) => index).map((index) =>
      made(`a part of four gigabytes (${index})`, index === 33 ? 'corrupt' : null, (bytes) => {
        const at = fib(bytes) + 0x9a + index * 8
        bytes.writeUInt32LE(index % 2 === 0 ? 0xffffffff : 0x7ffffffe, at)
        bytes.writeUInt32LE(0xffffffff, at + 4)
      }),
    ),
    made('longer than a file may be', 'too-large', (bytes) => Buffer.concat([bytes, Buffer.alloc(MAX_FILE_BYTES)])),
  ]
}

const TEXT = `县城里的钱花在哪里\n\n${'过去一年的账本里有两笔大的，一笔是房租，一笔是孩子的课外班。'.repeat(6)}\n`

/** In a zip's central directory and local headers (APPNOTE 4.3.7, 4.3.12). */
const LOCAL = Buffer.from('504b0304', 'hex')
const CENTRAL = Buffer.from('504b0102', 'hex')
const END = Buffer.from('504b0506', 'hex')

export async function hostileZips(): Promise<HostileFile[]> {
  const made = (name: string, becomes: HostileFile['becomes'], bytes: Buffer): HostileFile => ({
    name,
    filename: '稿件.zip',
    bytes,
    becomes,
  })
  const innermost = await zip({ '正文.txt': TEXT })
  let nested = innermost
  for (let depth = 0; depth < 20; depth += 1) nested = await zip({ [`第${depth}层.zip`]: nested })
  const zeros = Buffer.alloc(8 * 1024 * 1024)
  const piece = await zip({ 'a.txt': Buffer.alloc(1024 * 1024, '甲') })
  return [
    made('an archive in an archive, twenty deep', 'not-supported', nested),
    made('an archive beside a text', 'ok', await zip({ '里面.zip': innermost, '正文.txt': TEXT })),
    made('only names that lead out of it', 'not-supported', await traversing({})),
    made('names that lead out of it beside a text', 'ok', await traversing({ '正文.txt': TEXT })),
    made('as many entries as it may have', 'ok', await zip({ '正文.txt': TEXT, ...entries(MAX_ZIP_ENTRIES - 1) })),
    made('one entry more', 'too-many-entries', await zip({ '正文.txt': TEXT, ...entries(MAX_ZIP_ENTRIES) })),
    made('a number of entries that it has not', 'corrupt', claiming(await zip({ '正文.txt': TEXT }), 60)),
    made('with a password', 'encrypted', encrypted(await zip({ '正文.txt': TEXT }))),
    made('a bomb by its ratio', 'unpacks-too-large', await zip({ '正文.txt': TEXT, 'bomb.txt': zeros })),
    made('a bomb that says it is small', 'corrupt', lying(await zip({ 'bomb.txt': zeros }))),
    made(
      'a bomb by overlap: one piece under many names',
      'unpacks-too-large',
      overlapping(piece, MAX_UNPACKED_BYTES / (1024 * 1024) + 1),
    ),
    made('one name twice', 'corrupt', overlapping(piece, 2, true)),
    made('cut in the middle', 'corrupt', innermost.subarray(0, innermost.length - 30)),
    made('names in GBK with control characters', 'ok', await gbkNamed('正\u001b]0;文\u0007\n稿\u007f.txt', TEXT)),
  ]
}

function entries(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`${index}.bin`, '']))
}

/** yazl refuses such names: others of their length are put in and written over. */
async function traversing(beside: Readonly<Record<string, string>>): Promise<Buffer> {
  const names = ['../../../../etc/cron.d/x.txt', '/etc/passwd.txt', 'C:\\Windows\\win.txt', '..\\..\\startup.txt']
  const stand = names.map((name, index) => String(index).repeat(name.length))
  const bytes = await zip({ ...Object.fromEntries(stand.map((name) => [name, TEXT])), ...beside })
  for (const [index, name] of names.entries()) {
    const found = Buffer.from(stand[index] ?? '')
    for (let at = bytes.indexOf(found); at >= 0; at = bytes.indexOf(found, at + 1)) bytes.write(name, at, 'latin1')
  }
  return bytes
}

function claiming(archive: Buffer, count: number): Buffer {
  const end = archive.lastIndexOf(END)
  archive.writeUInt16LE(count, end + 8)
  archive.writeUInt16LE(count, end + 10)
  return archive
}

function encrypted(archive: Buffer): Buffer {
  for (const [signature, at] of [
    [LOCAL, 6],
    [CENTRAL, 8],
  ] as const) {
    const flags = archive.indexOf(signature) + at
    archive.writeUInt16LE(archive.readUInt16LE(flags) | 1, flags)
  }
  return archive
}

function lying(archive: Buffer): Buffer {
  archive.writeUInt32LE(10, archive.indexOf(CENTRAL) + 24)
  return archive
}

/** The one entry of an archive listed many times, each under a name of its own unless they are to be the same. */
function overlapping(archive: Buffer, times: number, same = false): Buffer {
  const central = archive.indexOf(CENTRAL)
  const end = archive.lastIndexOf(END)
  const entry = archive.subarray(central, end)
  const nameAt = 46
  const stem = entry.readUInt16LE(28)
  const list = Array.from({ length: times }, (_, index) => {
    const name = same ? 'a.txt' : `${index}`.padStart(stem, '0')
    return Buffer.concat([entry.subarray(0, nameAt), Buffer.from(name), entry.subarray(nameAt + stem)])
  })
  const directory = Buffer.concat(list)
  const tail = Buffer.from(archive.subarray(end))
  tail.writeUInt16LE(times, 8)
  tail.writeUInt16LE(times, 10)
  tail.writeUInt32LE(directory.length, 12)
  return Buffer.concat([archive.subarray(0, central), directory, tail])
}

/** As Windows in China writes a name: in GBK, without the flag of UTF-8. */
async function gbkNamed(name: string, content: string): Promise<Buffer> {
  const raw = iconv.encode(name, 'gb18030')
  const stand = 'x'.repeat(raw.length)
  const bytes = await zip({ [stand]: content })
  for (let at = bytes.indexOf(stand); at >= 0; at = bytes.indexOf(stand, at + 1)) raw.copy(bytes, at)
  for (const [signature, at] of [
    [LOCAL, 6],
    [CENTRAL, 8],
  ] as const) {
    const flags = bytes.indexOf(signature) + at
    bytes.writeUInt16LE(bytes.readUInt16LE(flags) & ~0x800, flags)
  }
  return bytes
}
