/** The entry of Electron's utility process: opens the desk and serves it to the windows. */
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { RPCHandler } from '@orpc/server/message-port'
import { CORE_OPTIONS_VARIABLE, coreOptionsSchema, shellToCoreSchema, type CoreToShell } from '@shared/shell-messages'
import { createEventHub } from './api/event-hub'
import { createRouter } from './api/router'
import { openOutbox } from './jobs/outbox'
import { openMailImporter } from './jobs/mail-import'
import { openPublishedImporter } from './jobs/published-import'
import { openRecheck } from './jobs/recheck'
import { openRuleTrial } from './jobs/rule-trial'
import { startScheduler, type Scheduler } from './jobs/scheduler'
import { openSync } from './jobs/sync'
import { openWriteBack } from './jobs/write-back'
import { openFailure } from './store/open-database'
import { listAccounts } from './store/repositories/desk'
import { openWorkerPool } from './workers/pool'
import { addAccount } from './workflow/accounts'
import { deskInfo, nameEditor } from './workflow/desk'
import { openDesk } from './workflow/open-desk'
import { settleLeftOver } from './workflow/working-copy'
import { shellAsks } from './shell-asks'
import { shellKeyring } from './shell-keyring'

/** Worker threads beside the core's own: one for a slow document, one so that mail goes on. */
const WORKERS = 2

/** Milliseconds in which the window, as it closes, says what it still has to; a window that hangs says nothing. */
const LAST_WORDS_MS = 1_000

const port = process.parentPort
if (port === undefined) throw new Error('this file runs in a utility process')
const tell = (message: CoreToShell): void => port.postMessage(message)

const options = coreOptionsSchema.parse(JSON.parse(process.env[CORE_OPTIONS_VARIABLE] ?? 'null'))
const keyring = shellKeyring(options.keyring, tell)
const shellAnswers = shellAsks(tell)
const tasks = openWorkerPool({ file: options.workerFile, size: WORKERS })
const events = createEventHub(Date.now())
const opened = openDesk({
  profileDir: options.profileDir,
  resourcesDir: options.resourcesDir,
  tasks,
  keeperFile: path.join(path.dirname(options.workerFile), 'keeper.js'),
  keyring: keyring.keyring,
  mode: 'write',
  emit: events.emit,
})

if (opened.ok) {
  try {
    await serve(opened.value)
  } catch (error) {
    // A disk that fills up between opening and the first writes is said, not died of again and again.
    const failure = openFailure(error)
    opened.value.close()
    tell({ type: 'open-failed', failure })
  }
} else {
  tell({ type: 'open-failed', failure: opened.error })
}

async function serve({ context, close }: Extract<typeof opened, { ok: true }>['value']): Promise<void> {
  const shell = { demo: options.demo, version: options.version }
  if (options.demoMaildir !== null) await openDemo(options.demoMaildir)
  const reportBug = (error: unknown): void => {
    console.error('core:', error instanceof Error ? (error.stack ?? error.message) : error)
  }
  const sync = openSync(context, { onBug: reportBug, listen: true, onDue: () => scheduler.plan() })
  const outbox = openOutbox(context)
  const publishedImport = openPublishedImporter(context)
  const mailImport = openMailImporter(context)
  const recheck = openRecheck(context, reportBug)
  const ruleTrial = openRuleTrial(context)
  const writeBack = openWriteBack(context)
  const scheduler: Scheduler = startScheduler(context, sync, outbox, writeBack, reportBug, (type, count) =>
    tell({ type, count }),
  )
  const handler = new RPCHandler(
    createRouter({
      desk: context,
      sync,
      outbox,
      events,
      publishedImport,
      mailImport,
      recheck,
      ruleTrial,
      asks: shellAnswers.asks,
      shell,
      wake: scheduler.wake,
    }),
  )

  /** The ends of the windows' ports. */
  const windows = new Set<Promise<void>>()
  port.on('message', ({ data, ports }: { data: unknown; ports: Electron.MessagePortMain[] }) => {
    const message = shellToCoreSchema.parse(data)
    switch (message.type) {
      case 'connect': {
        const window = ports[0]
        if (window === undefined) throw new Error('a connection came without its port')
        handler.upgrade(window)
        const gone = new Promise<void>((resolve) => window.once('close', () => resolve()))
        windows.add(gone)
        void gone.then(() => windows.delete(gone))
        window.start()
        break
      }
      case 'secret-reply':
        keyring.reply(message.id, message.password)
        break
      case 'secret-failed':
        keyring.fail(message.id, message.detail)
        break
      case 'chosen':
        shellAnswers.chosen(message.id, message.paths)
        break
      case 'searched':
        shellAnswers.searched(message.id, message.opened)
        break
      case 'outside-done':
        shellAnswers.outsideDone(message.id, message.outcome)
        break
      case 'machine':
        sync.signal(message.signal)
        if (message.signal === 'online' || message.signal === 'resume') {
          writeBack.retryNow()
          outbox.retryNow()
          scheduler.wake()
        }
        break
      case 'stop':
        void stop()
        break
    }
  })
  // What a window or a core that was killed left behind, before anything is shown or decided.
  await settleLeftOver(context, reportBug)
  tell({ type: 'ready' })

  /** Ends what is under way in good order; a kill at any point is survived as well. */
  async function stop(): Promise<void> {
    // A port ends behind all that was said through it: what a closing window said last is not passed by.
    await Promise.race([Promise.all(windows), pause(LAST_WORDS_MS)])
    scheduler.close()
    await Promise.allSettled([
      sync.close(),
      outbox.close(),
      writeBack.close(),
      publishedImport.close(),
      mailImport.close(),
      recheck.close(),
      ruleTrial.close(),
    ])
    await settleLeftOver(context, reportBug)
    await tasks.close()
    close()
    process.exit(0)
  }

  /** The demo's desk: somebody works at it and a mailbox is there. */
  async function openDemo(maildir: string): Promise<void> {
    if (deskInfo(context, shell).firstRun) nameEditor(context, options.demoEditor)
    if (listAccounts(context.db).length > 0) return
    await addAccount(context, {
      config: { kind: 'maildir', address: 'tougao@niaoge.example', displayName: '鸟哥笔记投稿', path: maildir },
      password: null,
      keep: null,
    })
  }
}
