/** Mutants of mails: not only bytes are changed, but what a mail is made of. The same seed makes the same mutants. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { embedded, file, rawRtf, recipient, unicode, binary, writeMsg, type WrittenMessage } from './outlook-file'

/** Whole numbers below a bound, from a seed (mulberry32). */
export type Random = (bound: number) => number

export function randomOf(seed: number): Random {
  let state = seed >>> 0
  return (bound) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * bound)
  }
}

/** Mails larger than this are mostly base64 and only slow the run. */
const MUTATED_BYTES = 60_000

/** What mutants are made from: the corpus, and Outlook's files. */
export function seedMails(): Buffer[] {
  const corpus = fileURLToPath(new URL('../fixtures/corpus/', import.meta.url))
  const mails = readdirSync(corpus)
    .filter((name) => name.endsWith('.eml'))
    .sort()
    .map((name) => readFileSync(`${corpus}${name}`))
    .filter((mail) => mail.length <= MUTATED_BYTES)
  const letter: WrittenMessage = {
    properties: [
      unicode(0x0037, '投稿：第二曲线'),
      unicode(0x0c1a, '林知夏'),
      unicode(0x5d01, 'lin@qq.example'),
      unicode(0x1000, '正文'),
      binary(0x1009, rawRtf('{\\rtf1\\ansi\\ansicpg936\\fromhtml1 {\\*\\htmltag64 <p>}\\u25237?\\par}')),
    ],
    recipients: [recipient('投稿邮箱', 'tougao@appcpx.com')],
    attachments: [file('稿件.docx', Buffer.alloc(6_000, 'PK'))],
  }
  return [...mails, writeMsg(letter), writeMsg({ ...letter, attachments: [embedded('投稿', letter)] })]
}

const CHARSETS = [
  'gb2312',
  'gbk',
  'big5',
  'utf-8',
  'utf-7',
  'utf-16',
  'hz-gb-2312',
  'iso-2022-cn',
  'iso-2022-jp',
  'x-nonsense',
  '',
  "utf-8''",
  'us-ascii',
  'utf-32',
]
const ENCODINGS = [
  'base64',
  'quoted-printable',
  '7bit',
  '8bit',
  'binary',
  'x-uuencode',
  'BASE64 ',
  '',
  'quoted-printable; x',
]
const TYPES = [
  'text/plain',
  'text/html',
  'multipart/mixed; boundary=b',
  'multipart/alternative; boundary="="',
  'message/rfc822',
  'message/delivery-status',
  'multipart/report; report-type=delivery-status; boundary=r',
  'application/octet-stream',
  'application/ms-tnef',
  'image/png',
  'text',
  '/',
  ';;;',
  'multipart/related; boundary=""',
]
const NAMES = [
  '"../../../.ssh/authorized_keys"',
  '"..\\\\..\\\\evil.exe"',
  '"稿件\u202Excod.exe"',
  '"a\u0000b.docx"',
  '"con.docx"',
  "utf-8''%2e%2e%2f%E6%8A%95%00.docx",
  '"=?gbk?B?Li4vLi4vzbY=?="',
  '"=?utf-8?Q?=E2=80=AEexe.=2E=2E=2F?="',
  `"${'长'.repeat(300)}.docx"`,
  '"&#47;&#46;&#46;&#8238;x.doc"',
  '"%2F..%2F%E6%8A%95%E7%A8%BF"',
  '""',
  '"unclosed',
]
const ADDRESSES = [
  '"\u202Emoc" <a@b.example>',
  '<<a@b.example>>',
  'a@b.example, '.repeat(600),
  '"' + '\\"'.repeat(200),
  '=?utf-8?B?4oCubW9jLg==?= <x\u0007@y.example>',
  'group: a@b.example, "c" <d@e.example>;',
  '(((((((((comment)))))))) a@b.example',
  '@,;:<>',
]

type Mutation = (mail: Buffer, random: Random, others: readonly Buffer[]) => Buffer

const pick = <T>(random: Random, from: readonly T[]): T => from[random(from.length)] as T
const binaryText = (mail: Buffer): string => mail.toString('latin1')
const bytesOf = (text: string): Buffer => Buffer.from(text, 'latin1')
const utf8 = (text: string): string => Buffer.from(text).toString('latin1')

/** The places of all matches, of which one is replaced. */
function replaceOne(mail: Buffer, random: Random, pattern: RegExp, by: (found: string) => string): Buffer {
  const text = binaryText(mail)
  const found = [...text.matchAll(pattern)]
  if (found.length === 0) return mail
  const one = pick(random, found)
  return bytesOf(text.slice(0, one.index) + by(one[0]) + text.slice(one.index + one[0].length))
}

const FIELD = /^[A-Za-z-]{2,40}:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n/gm

function fieldsIn(mail: Buffer): string[] {
  return binaryText(mail).match(FIELD) ?? []
}

function sliceOf(mail: Buffer, random: Random, longest: number): Buffer {
  const at = random(mail.length)
  return mail.subarray(at, at + random(longest))
}

function insertAt(mail: Buffer, at: number, piece: Buffer): Buffer {
  return Buffer.concat([mail.subarray(0, at), piece, mail.subarray(at)])
}

/** Everything between two delimiter lines, delimiter included. */
function partsIn(mail: Buffer): string[] {
  const boundary = /boundary="?([^"\r\n;]{1,70})"?/i.exec(binaryText(mail))?.[1]
  if (boundary === undefined) return []
  return binaryText(mail)
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => `--${boundary}${part}`)
}

export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  'flip bytes': (mail, random) => {
    const copy = Buffer.from(mail)
    for (let count = random(32) + 1; count > 0 && copy.length > 0; count--) copy[random(copy.length)] = random(256)
    return copy
  },
  'cut the end off': (mail, random) => mail.subarray(0, random(mail.length + 1)),
  'cut a piece out': (mail, random) => {
    const at = random(mail.length + 1)
    return Buffer.concat([mail.subarray(0, at), mail.subarray(at + random(800))])
  },
  'repeat a piece': (mail, random) => {
    const piece = sliceOf(mail, random, 300)
    return insertAt(mail, random(mail.length + 1), Buffer.concat(Array.from({ length: random(60) + 1 }, () => piece)))
  },
  'take a piece of another mail': (mail, random, others) =>
    insertAt(mail, random(mail.length + 1), sliceOf(pick(random, others), random, 2_000)),
  'drop a field': (mail, random) => replaceOne(mail, random, FIELD, () => ''),
  'double a field': (mail, random) => replaceOne(mail, random, FIELD, (field) => field.repeat(random(5) + 2)),
  'take a field of another mail': (mail, random, others) => {
    const fields = fieldsIn(pick(random, others))
    return fields.length === 0 ? mail : replaceOne(mail, random, FIELD, () => pick(random, fields))
  },
  'swap a charset': (mail, random) =>
    replaceOne(mail, random, /charset\s*=\s*"?[\w.-]*"?|=\?[\w-]+(?=\?[BQbq]\?)/gi, (found) =>
      found.startsWith('=?') ? `=?${pick(random, CHARSETS)}` : `charset="${pick(random, CHARSETS)}"`,
    ),
  'swap an encoding': (mail, random) =>
    replaceOne(
      mail,
      random,
      /^content-transfer-encoding:[^\r\n]*/gim,
      () => `Content-Transfer-Encoding: ${pick(random, ENCODINGS)}`,
    ),
  'swap a type': (mail, random) =>
    replaceOne(mail, random, /^content-type:\s*[^\s;]*/gim, () => `Content-Type: ${pick(random, TYPES)}`),
  'change a boundary': (mail, random) =>
    replaceOne(mail, random, /boundary\s*=\s*"?[^"\r\n;]*"?/gi, (found) =>
      pick(random, [
        'boundary=""',
        `${found.slice(0, -2)}"`,
        'boundary="--"',
        'boundary',
        `boundary="${'x'.repeat(300)}"`,
      ]),
    ),
  'break a delimiter': (mail, random) =>
    replaceOne(mail, random, /^--[^\r\n]{3,80}$/gm, (found) =>
      pick(random, [`${found}--`, found.slice(1), `${found} x`, '', `${found}\r\n${found}`]),
    ),
  'double a part': (mail, random) => {
    const parts = partsIn(mail)
    if (parts.length === 0) return mail
    const part = pick(random, parts)
    const at = binaryText(mail).indexOf(part)
    return insertAt(mail, at, bytesOf(part.repeat(random(40) + 1)))
  },
  'take a part of another mail': (mail, random, others) => {
    const [mine, theirs] = [partsIn(mail), partsIn(pick(random, others))]
    if (mine.length === 0 || theirs.length === 0) return mail
    const foreign = pick(random, theirs).replace(/^--[^\r\n]*/, '')
    const part = pick(random, mine)
    return bytesOf(binaryText(mail).replace(part, () => `${part.split('\r\n')[0]}${foreign}`))
  },
  'attach another mail': (mail, random, others) => {
    const other = pick(random, others)
    const encoded = random(2) === 0
    const body = encoded ? bytesOf(other.toString('base64').replace(/(.{76})/g, '$1\r\n')) : other
    const type = pick(random, [
      'message/rfc822',
      'application/octet-stream; name="a.eml"',
      'application/vnd.ms-outlook; name="a.msg"',
      'application/zip; name=a.zip',
    ])
    const head = `From: a@b.example\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=zz\r\n\r\n--zz\r\nContent-Type: ${type}\r\n${encoded ? 'Content-Transfer-Encoding: base64\r\n' : ''}\r\n`
    return Buffer.concat([
      bytesOf(head),
      body,
      bytesOf('\r\n--zz\r\nContent-Type: message/rfc822\r\n\r\n'),
      mail,
      bytesOf('\r\n--zz--'),
    ])
  },
  'wrap it deeply': (mail, random) => {
    const depth = random(60) + 1
    const kind = random(2)
    let out = mail
    for (let level = 0; level < depth; level++) {
      const head =
        kind === 0
          ? 'Content-Type: message/rfc822\r\n\r\n'
          : `Content-Type: multipart/mixed; boundary=n${level}\r\n\r\n--n${level}\r\n`
      out = Buffer.concat([bytesOf(`From: a@b.example\r\n${head}`), out])
    }
    return out
  },
  'name a file': (mail, random) =>
    replaceOne(mail, random, /(?:file)?name\*?\s*=\s*(?:"[^"\r\n]*"|[^\s;]+)/gi, () => {
      const name = utf8(pick(random, NAMES))
      return `${pick(random, ['filename', 'name', 'filename*', 'filename*0*', 'filename*0'])}=${name}`
    }),
  'address it': (mail, random) =>
    replaceOne(
      mail,
      random,
      /^(?:from|to|cc|reply-to|sender):[^\r\n]*/gim,
      (found) => `${found.split(':')[0]}: ${utf8(pick(random, ADDRESSES))}`,
    ),
  'change line ends': (mail, random) =>
    bytesOf(binaryText(mail).replace(/\r?\n/g, pick(random, ['\n', '\r', '\r\n', '\n\r', '\r\n\r\n']))),
  'lose the empty line': (mail, random) =>
    replaceOne(mail, random, /\r?\n\r?\n/g, () => pick(random, ['\r\n', '\r\n \r\n', ''])),
  'insert a run': (mail, random) =>
    insertAt(
      mail,
      random(mail.length + 1),
      Buffer.alloc(
        random(20_000),
        pick(random, ['\0', ' ', '\n', '=', '<', '-', '"', '(', 'A', '\xff', '\x1b']),
        'latin1',
      ),
    ),
  'insert tags': (mail, random) =>
    insertAt(
      mail,
      random(mail.length + 1),
      bytesOf(
        pick(random, [
          '<div>',
          '<table><tr><td>',
          '<a href="http://',
          '<!--',
          '<blockquote type=cite>',
          '&#',
          '</p>',
        ]).repeat(random(2_000)),
      ),
    ),
}

export interface Mutant {
  readonly raw: Buffer
  /** How it was made, in order. */
  readonly steps: readonly string[]
}

/** The mutant of a number: one to five mutations of a seed mail. */
export function mutantOf(seed: number, number: number, seeds: readonly Buffer[]): Mutant {
  const random = randomOf(Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b))
  const names = Object.keys(MUTATIONS)
  const steps: string[] = []
  let raw: Buffer = pick(random, seeds)
  for (let count = random(5) + 1; count > 0; count--) {
    const name = pick(random, names)
    steps.push(name)
    raw = MUTATIONS[name]?.(raw, random, seeds) ?? raw
  }
  return { raw, steps }
}
