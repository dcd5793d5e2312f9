/**
 * The desk's side of the bench, a process of its own: the production code, from the account to the last sorted mail. Says what
 * it took as one line of JSON.
 */
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import { openSync } from '@core/jobs/sync'
import { countPendingConversions } from '@core/store/repositories/conversions'
import { openWorkerPool } from '@core/workers/pool'
import { addAccount } from '@core/workflow/accounts'
import { openDesk } from '@core/workflow/open-desk'
import { noKeyring } from '@core/workflow/secrets'
import { listAccounts } from '@core/store/repositories/desk'
import type { AccountConfig } from '@shared/domain/mail'
import type { IntakeRequest, IntakeResult } from './our-intake-messages'

/** As in the app. */
const WORKERS = 2
/** How often the loop is asked whether it is free, milliseconds. */
const PROBE = 5

const request = JSON.parse(process.argv[2] ?? '') as IntakeRequest
const tasks = openWorkerPool({ file: request.workerFile, size: WORKERS })
const opened = openDesk({
  profileDir: request.profileDir,
  resourcesDir: request.resourcesDir,
  tasks,
  keeperFile: path.join(path.dirname(request.workerFile), 'keeper.js'),
  keyring: noKeyring,
  mode: 'write',
})
if (!opened.ok) throw new Error(`the desk does not open: ${JSON.stringify(opened.error)}`)
const { context, close } = opened.value

const config: AccountConfig = {
  kind: 'imap',
  address: 'tougao@appcpx.example',
  displayName: '投稿',
  login: request.user,
  imap: { host: request.host, port: request.port, security: request.tls ? 'tls' : 'none' },
  smtp: { host: request.host, port: 1, security: 'none' },
  folder: 'INBOX',
  ca: request.ca,
}
const known = listAccounts(context.db)[0]
const account = known ?? (await addAccount(context, { config, password: request.password, keep: { place: 'session' } }))
if (known !== undefined) await context.secrets.keep(known.id, request.password, { place: 'session' })

const count = (sql: string): number => context.db.prepare(sql).pluck().get() as number
const bugs: unknown[] = []
const sync = openSync(context, { onBug: (error) => bugs.push(error) })
const stalls = watchStalls()
const cpuBefore = process.cpuUsage()
const began = performance.now()
const state = await sync.pull(account.id)
const milliseconds = performance.now() - began
const cpu = process.cpuUsage(cpuBefore)
const longestStall = stalls()
if (state.kind !== 'idle') throw new Error(`the pull ended as ${JSON.stringify(state)}`)
const peakBytes = process.resourceUsage().maxRSS * 1024
const waiting = countPendingConversions(context.db)
const convertedFrom = performance.now()
if (request.convert) await sync.settled()
const result: IntakeResult = {
  fetched: state.fetched,
  milliseconds,
  cpuMilliseconds: (cpu.user + cpu.system) / 1000,
  longestStall,
  peakBytes,
  messages: count('SELECT count(*) FROM messages'),
  sorted: count("SELECT count(*) FROM messages WHERE stage = 'sorted'"),
  quarantined: count("SELECT count(*) FROM messages WHERE stage = 'quarantined'"),
  submissions: count('SELECT count(*) FROM submissions'),
  waiting,
  convertMilliseconds: request.convert ? performance.now() - convertedFrom : null,
  versions: count('SELECT count(*) FROM manuscript_versions'),
  peakBytesConverted: process.resourceUsage().maxRSS * 1024,
}
await sync.close()
await tasks.close()
close()
if (bugs.length > 0) throw new AggregateError(bugs, 'the desk stumbled')
process.stdout.write(`${JSON.stringify(result)}\n`)

/** The longest time that the core's loop was not free, milliseconds. */
function watchStalls(): () => number {
  let last = performance.now()
  let longest = 0
  const timer = setInterval(() => {
    const now = performance.now()
    longest = Math.max(longest, now - last - PROBE)
    last = now
  }, PROBE)
  return () => {
    clearInterval(timer)
    return longest
  }
}
