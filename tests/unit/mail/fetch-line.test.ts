import { ImapFlow } from 'imapflow'
import { describe, expect, it } from 'vitest'
import { PLAIN_LINE_MAX, readFetchLine, readingFetchLines } from '@core/mail/fetch-line'

const read = (line: string, ...literals: string[]) =>
  readFetchLine(
    Buffer.from(line, 'latin1'),
    literals.map((literal) => Buffer.from(literal)),
  )

describe('a plain answer to FETCH', () => {
  it('is a mail in a list, its items in any order', () => {
    const expected = {
      uid: 12,
      size: 3456,
      flags: ['\\Seen', '$Forwarded', 'tougao-claim-x'],
      internalDate: ' 5-Nov-2026 08:00:00 +0800',
      source: null,
    }
    const items = [
      'UID 12',
      'RFC822.SIZE 3456',
      'FLAGS (\\Seen $Forwarded tougao-claim-x)',
      'INTERNALDATE " 5-Nov-2026 08:00:00 +0800"',
      'MODSEQ (998877)',
    ]
    expect(read(`* 7 FETCH (${items.join(' ')})`)).toEqual(expected)
    expect(read(`* 7 FETCH (${items.toReversed().join(' ')})`)).toEqual(expected)
  })

  it('is a mail with its bytes, which may stand anywhere', () => {
    const expected = { uid: 3, size: null, flags: null, internalDate: null }
    const literal = 'From: a)\r\n'
    for (const line of ['(UID 3 BODY[] {10}\r\n)', '(BODY[] {10}\r\n UID 3)', '(BODY[] {10}\r\n UID 3 MODSEQ (4))']) {
      expect(read(`* 1 FETCH ${line}`, literal)).toEqual({ ...expected, source: Buffer.from(literal) })
    }
  })

  it('has no flags where there are none', () => {
    expect(read('* 1 FETCH (UID 3 FLAGS ())')?.flags).toEqual([])
  })

  it.each([
    ['another answer', '* 1 EXISTS'],
    ['an answer to a command', 'A1 OK FETCH (UID 1)'],
    ['no UID', '* 1 FETCH (FLAGS (\\Seen))'],
    ['UID 0', '* 1 FETCH (UID 0)'],
    ['an item twice', '* 1 FETCH (UID 1 UID 2)'],
    ['an unknown item', '* 1 FETCH (UID 1 X-GM-MSGID 5)'],
    ['a mail that is gone', '* 1 FETCH (UID 1 BODY[] NIL)'],
    ['a mail in quotes', '* 1 FETCH (UID 1 BODY[] "x")'],
    ['a part of a mail', '* 1 FETCH (UID 1 BODY[]<0> {1}\r\n)'],
    ['a quoted flag', '* 1 FETCH (UID 1 FLAGS ("x"))'],
    ['a flag beyond ASCII', '* 1 FETCH (UID 1 FLAGS (\xe5))'],
    ['something behind it', '* 1 FETCH (UID 1) '],
    ['no end', '* 1 FETCH (UID 1'],
    ['two spaces', '* 1 FETCH (UID 1  FLAGS ())'],
    ['a number that is too long', '* 1 FETCH (UID 12345678901)'],
  ])('is not %s', (_what, line) => {
    expect(read(line)).toBeNull()
  })

  it('is not one whose literals are others than it says', () => {
    const line = '* 1 FETCH (UID 1 BODY[] {3}\r\n)'
    expect(read(line, 'abc')).not.toBeNull()
    expect(read(line)).toBeNull()
    expect(read(line, 'ab')).toBeNull()
    expect(read(line, 'abc', 'abc')).toBeNull()
    expect(read('* 1 FETCH (UID 1)', 'abc')).toBeNull()
  })

  it('has a length', () => {
    const flags = (length: number): string => `* 1 FETCH (UID 1 FLAGS (${'x'.repeat(length)}))`
    const room = PLAIN_LINE_MAX - flags(0).length
    expect(read(flags(room))).not.toBeNull()
    expect(read(flags(room + 1))).toBeNull()
  })
})

describe('answers while a command runs', () => {
  it('come to a method that ImapFlow still has', () => {
    expect(ImapFlow.prototype).toHaveProperty('handleResponse')
  })

  it('go to whoever takes them, all others the usual way, and all of them afterwards', async () => {
    const usual: string[] = []
    class Flow {
      handleResponse({ payload }: { payload: Buffer }): Promise<boolean> {
        usual.push(payload.toString('latin1'))
        return Promise.resolve(true)
      }
    }
    const flow = new Flow()
    const answer = (line: string) => flow.handleResponse({ payload: Buffer.from(line), literals: [] } as never)
    const taken: number[] = []
    const take = ({ uid }: { uid: number }): boolean => {
      if (uid === 2) return false
      taken.push(uid)
      return true
    }
    const failed = readingFetchLines(flow as unknown as ImapFlow, take, async () => {
      for (const line of ['* 1 FETCH (UID 1)', '* 2 FETCH (UID 2)', '* 9 EXISTS']) expect(await answer(line)).toBe(true)
      throw new Error('the line is gone')
    })
    await expect(failed).rejects.toThrow('the line is gone')
    await answer('* 3 FETCH (UID 3)')
    expect(taken).toEqual([1])
    expect(usual).toEqual(['* 2 FETCH (UID 2)', '* 9 EXISTS', '* 3 FETCH (UID 3)'])
  })
})
