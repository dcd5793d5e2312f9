/** A conversion that takes long: seen page by page, stopped by an editor, begun again. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { inlineTaskRunner, type TaskRunner } from '@core/workers/pool'
import { submissionOfMessage } from '@core/store/repositories/messages'
import { receive } from '@core/workflow/receive'
import { addFile } from '@core/workflow/handed-over'
import { processMessage } from '@core/workflow/intake'
import { readAgain } from '@core/workflow/read-again'
import { submissionDetail } from '@core/workflow/submissions'
import { openTestDesk, type TestDesk } from '../../../support/desk'
import { ARTICLE, rawMail, takeSubmission } from '../../../support/mails'

const FILE = { filename: '长稿.txt', contentType: 'text/plain', bytes: Buffer.from(`长稿的标题\n\n${ARTICLE}`) }

/** Reads in place, but conversions stay at page 12 of 100 until they are stopped, while `stuck`. */
class Worker implements TaskRunner {
  stuck = true
  readonly #inline = inlineTaskRunner()
  #begun: () => void = () => undefined

  /** Resolves when a conversion has come to its page 12. */
  begun(): Promise<void> {
    return new Promise((resolve) => {
      this.#begun = resolve
    })
  }

  run: TaskRunner['run'] = (name, input, watch) => {
    if (!this.stuck || (name !== 'convert-mail' && name !== 'convert')) return this.#inline.run(name, input)
    return new Promise((resolve) => {
      watch?.signal?.addEventListener('abort', () =>
        resolve({ ok: false, error: { code: 'worker-died', detail: 'cancelled' } }),
      )
      watch?.onProgress?.(12, 100)
      this.#begun()
    })
  }

  tell: TaskRunner['tell'] = (name, input, asked) => this.#inline.tell(name, input, asked)

  close(): Promise<void> {
    return this.#inline.close()
  }
}

let worker: Worker
let desk: TestDesk
beforeEach(() => {
  worker = new Worker()
  desk = openTestDesk({ tasks: worker })
})
afterEach(() => desk.close())

const told = (): number =>
  desk.events.filter((event) => event.type === 'changed' && event.scopes.includes('conversions')).length

describe('a conversion that takes long', () => {
  it('of a mail is seen with its piece and page, and stopping it leaves the mail with the reason; read again it is there', async () => {
    const { context } = desk
    const begun = worker.begun()
    const { hash } = await receive(context, rawMail({ text: '稿件见附件。', attachment: FILE }), null, context.now())
    const reading = processMessage(context, hash)
    await begun
    const submissionId = submissionOfMessage(context.db, hash) ?? ''
    const [seen] = context.conversions.list(context)
    expect(seen).toMatchObject({ done: 12, total: 100, of: { kind: 'mail', submissionId } })
    expect(told()).toBe(1)

    context.conversions.cancel(seen?.id ?? 0)
    await reading
    expect(context.conversions.list(context)).toEqual([])
    expect(told()).toBe(2)
    const stopped = submissionDetail(context, submissionId)
    expect(stopped.conversion).toEqual({ kind: 'refused', refusal: { code: 'cancelled', detail: '' } })
    expect(stopped.messages).toHaveLength(1)

    worker.stuck = false
    await readAgain(context, submissionId)
    const { conversion, versions } = submissionDetail(context, submissionId)
    expect([conversion.kind, versions[0]?.title]).toEqual(['converted', '长稿的标题'])
    // Of a piece with a text, nothing is read again.
    await readAgain(context, submissionId)
    expect(submissionDetail(context, submissionId).versions).toHaveLength(1)
  })

  it('of a file that was handed in is seen by its name; stopped, the file is kept and the piece is as it was', async () => {
    const { context } = desk
    worker.stuck = false
    const submissionId = await takeSubmission(context)
    worker.stuck = true
    const begun = worker.begun()
    const adding = addFile(context, submissionId, FILE)
    await begun
    const [seen] = context.conversions.list(context)
    expect(seen?.of).toEqual({ kind: 'file', filename: '长稿.txt' })
    context.conversions.cancel(seen?.id ?? 0)
    expect(await adding).toEqual({ versionId: null, refusal: { code: 'cancelled', detail: '' } })
    const { versions, conversion } = submissionDetail(context, submissionId)
    const files = context.db.prepare('SELECT filename FROM submission_files').pluck().all()
    expect([versions.length, conversion.kind, files]).toEqual([1, 'converted', ['长稿.txt']])
    // What has ended is not stopped any more, and nothing happens.
    context.conversions.cancel(seen?.id ?? 0)
  })
})
