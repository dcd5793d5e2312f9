/** Starts the core, starts it again when it dies, and hands every window a port to it. */
import { MessageChannelMain, utilityProcess, type UtilityProcess } from 'electron'
import {
  CORE_OPTIONS_VARIABLE,
  coreToShellSchema,
  type CoreOptions,
  type MachineSignal,
  type OpenFailureMessage,
  type OutsideOutcome,
  type ShellToCore,
} from '@shared/shell-messages'
import type { SearchEngine } from '@shared/domain/published'
import type { MessagePortMain } from 'electron'
import type { ShellKeyring } from './keyring'
import type { Outside } from './outside'
import type { Reminder } from './remind'

/** Milliseconds before a dead core is started again, by how often it died in a row. */
const RESTART_WAITS = [100, 500, 2_000, 5_000, 15_000] as const
/** A core that lived this long was not dying in a row. */
const HEALTHY_AFTER = 60_000
/** Milliseconds the core may take to end in good order. */
const STOP_TIMEOUT = 5_000

export type CoreState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'open-failed'; readonly failure: OpenFailureMessage }
  | { readonly kind: 'stopped' }

export interface CoreSupervisor {
  state(): CoreState
  /** A fresh port to the core, or null while there is none. */
  connect(): MessagePortMain | null
  /** Tries again after `open-failed`. */
  reopen(): void
  /** What the core should know of the machine; said again to a core that is started again. */
  signal(signal: MachineSignal): void
  stop(): Promise<void>
}

export interface SupervisorOptions {
  readonly file: string
  readonly core: CoreOptions
  readonly keyring: ShellKeyring
  readonly chooseFiles: (
    purpose: 'mails' | 'articles' | 'rule-packs',
    what: 'folder' | 'files',
  ) => Promise<readonly string[]>
  readonly search: (engine: SearchEngine, sentence: string) => Promise<boolean>
  readonly outside: Outside
  /** Follow-ups became due: the system's notification says how many. */
  readonly remind: (of: Reminder, count: number) => void
  /** Called on every change of state. */
  readonly onState: (state: CoreState) => void
}

export function superviseCore(options: SupervisorOptions): CoreSupervisor {
  let state: CoreState = { kind: 'starting' }
  let core: UtilityProcess | null = null
  let deaths = 0
  let stopping = false
  let network: 'online' | 'offline' = 'online'

  const become = (next: CoreState): void => {
    state = next
    options.onState(next)
  }
  const send = (message: ShellToCore, ports: MessagePortMain[] = []): void => core?.postMessage(message, ports)

  const start = (): void => {
    const startedAt = Date.now()
    become({ kind: 'starting' })
    const child = utilityProcess.fork(options.file, [], {
      serviceName: 'Tougao Desk Core',
      env: { ...process.env, [CORE_OPTIONS_VARIABLE]: JSON.stringify(options.core) },
    })
    core = child
    child.on('message', (data: unknown) => hear(data))
    child.on('exit', () => {
      if (core !== child) return
      core = null
      if (stopping || state.kind === 'open-failed') return
      deaths = Date.now() - startedAt > HEALTHY_AFTER ? 1 : deaths + 1
      become({ kind: 'starting' })
      const wait = RESTART_WAITS[Math.min(deaths, RESTART_WAITS.length) - 1] ?? 0
      setTimeout(() => {
        if (!stopping) start()
      }, wait)
    })
  }
  /** The core waits for an answer whatever the keyring or its disk does. */
  const answer = (id: number, ask: () => string | null | void): void => {
    try {
      send({ type: 'secret-reply', id, password: ask() ?? null })
    } catch (error) {
      send({ type: 'secret-failed', id, detail: error instanceof Error ? error.message : String(error) })
    }
  }
  const answerOutside = (id: number, asked: Promise<OutsideOutcome>): void => {
    void asked
      .catch((error: unknown): OutsideOutcome => ({
        kind: 'failed',
        detail: error instanceof Error ? error.message : String(error),
      }))
      .then((outcome) => send({ type: 'outside-done', id, outcome }))
  }
  const hear = (data: unknown): void => {
    const message = coreToShellSchema.parse(data)
    switch (message.type) {
      case 'ready':
        become({ kind: 'ready' })
        if (network === 'offline') send({ type: 'machine', signal: network })
        break
      case 'open-failed':
        become({ kind: 'open-failed', failure: message.failure })
        core?.kill()
        break
      case 'secret-get':
        answer(message.id, () => options.keyring.get(message.accountId))
        break
      case 'secret-set':
        answer(message.id, () => options.keyring.set(message.accountId, message.password))
        break
      case 'secret-remove':
        answer(message.id, () => options.keyring.remove(message.accountId))
        break
      case 'choose-files': {
        const { id } = message
        const none = (): readonly string[] => []
        void options
          .chooseFiles(message.purpose, message.what)
          .catch(none)
          .then((paths) => send({ type: 'chosen', id, paths: [...paths] }))
        break
      }
      case 'search-web': {
        const { id } = message
        void options.search(message.engine, message.sentence).then((opened) => send({ type: 'searched', id, opened }))
        break
      }
      case 'save-file':
        answerOutside(message.id, options.outside.save(message.sha256, message.filename))
        break
      case 'open-file':
        answerOutside(message.id, options.outside.open(message.sha256, message.filename))
        break
      case 'save-made':
        answerOutside(message.id, options.outside.saveMade(message.name, message.filename, message.how))
        break
      case 'print-made':
        answerOutside(message.id, options.outside.printMade(message.name))
        break
      case 'copy-made':
        answerOutside(message.id, options.outside.copyMade(message.name, message.text))
        break
      case 'follow-ups-due':
      case 'drafts-waiting':
        options.remind(message.type, message.count)
        break
      case 'open-link':
        answerOutside(message.id, options.outside.openLink(message.url))
        break
    }
  }

  start()
  return {
    state: () => state,
    connect() {
      if (core === null || state.kind !== 'ready') return null
      const { port1, port2 } = new MessageChannelMain()
      send({ type: 'connect' }, [port1])
      return port2
    },
    reopen() {
      if (state.kind === 'open-failed') start()
    },
    signal(signal) {
      if (signal === 'online' || signal === 'offline') network = signal
      if (state.kind === 'ready') send({ type: 'machine', signal })
    },
    async stop() {
      stopping = true
      const child = core
      if (child === null) return
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
      send({ type: 'stop' })
      const patience = setTimeout(() => child.kill(), STOP_TIMEOUT)
      await ended
      clearTimeout(patience)
      become({ kind: 'stopped' })
    },
  }
}
