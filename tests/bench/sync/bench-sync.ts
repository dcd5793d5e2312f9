/**
 * The whole intake beside `mbsync` and `notmuch`: the same machine, the same Dovecot, the same mails, several rounds in turn.
 * Run by `npm run bench:sync`.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { command } from '../../support/mail-server/command'
import { startMailServer, type MailServer } from '../../support/mail-server/mail-server'
import { makeMails } from './make-mails'
import type { IntakeRequest, IntakeResult } from './our-intake-messages'

const USER = 'tougao'
const PASSWORD = 'bench'
const MAILBOX_QUOTA = '20G'

const { values } = parseArgs({
  options: {
    mails: { type: 'string', default: '5000' },
    rounds: { type: 'string', default: '3' },
    seed: { type: 'string', default: '20260910' },
    /** Without TLS, for all alike. */
    plain: { type: 'boolean', default: false },
    /** Our side in the app's Electron (whose path the script puts into the environment) instead of this Node. */
    electron: { type: 'boolean', default: false },
    /** Only our side, for profiling. */
    ours: { type: 'boolean', default: false },
    /** Writes .cpuprofile files of our process here. */
    profile: { type: 'string' },
    /** Without waiting for the manuscripts after the last round. */
    'skip-conversion': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
})
const count = Number(values.mails)
const rounds = Number(values.rounds)
const seed = Number(values.seed)
const projectDir = path.join(import.meta.dirname, '..', '..', '..')
const electron = values.electron ? process.env['TOUGAO_BENCH_ELECTRON'] : undefined
if (values.electron && electron === undefined) throw new Error('run it by npm run bench:sync')
const say = (line: string): void => void process.stderr.write(`${line}\n`)

interface Round {
  readonly ours: IntakeResult
  readonly nothingNew: IntakeResult
  readonly mbsync: number
  readonly notmuch: number
  /** The machine's load over the last minute at the end: what others did meanwhile shows in every figure. */
  readonly load: number
}

// Nothing is deleted before the end: making files is slow for minutes on a disk that files were just deleted from (ext4 passes
// over inodes that were in use lately).
const work = mkdtempSync(path.join(tmpdir(), 'tougao-bench-'))
const server = await startMailServer({ users: { [USER]: PASSWORD }, quotas: { [USER]: MAILBOX_QUOTA } })
try {
  const bytes = await fillMailbox(server)
  say(`${count} mails, ${(bytes / 1e6).toFixed(0)} MB, seed ${seed}, ${values.plain ? 'without TLS' : 'TLS'}`)
  const done: Round[] = []
  for (let round = 0; round < rounds; round += 1) {
    const theirs = async (): Promise<{ mbsync: number; notmuch: number }> =>
      values.ours ? { mbsync: Number.NaN, notmuch: Number.NaN } : runTheirs(server, path.join(work, `theirs-${round}`))
    const ours = (): Promise<{ ours: IntakeResult; nothingNew: IntakeResult }> =>
      runOurs(
        server,
        path.join(work, `ours-${round}`),
        round === rounds - 1 && values.profile === undefined && !values['skip-conversion'],
      )
    // Each goes first in turn: what the other leaves in caches and on the disk favours nobody.
    const both =
      round % 2 === 0 ? { ...(await ours()), ...(await theirs()) } : { ...(await theirs()), ...(await ours()) }
    const one = { ...both, load: loadavg()[0] ?? 0 }
    done.push(one)
    say(line(one))
  }
  report(done)
} finally {
  await server.stop()
  rmSync(work, { recursive: true, force: true })
}

/** Lays the mails into Dovecot's folder and has it index them, so that no one pays for that. */
async function fillMailbox({ doveadm }: MailServer): Promise<number> {
  await doveadm('mailbox', 'status', '-u', USER, 'messages', 'INBOX')
  const place = (await doveadm('mailbox', 'path', '-u', USER, 'INBOX')).trim()
  const folder = path.join(place, 'cur')
  mkdirSync(folder, { recursive: true })
  let bytes = 0
  let index = 0
  for await (const { raw, date } of makeMails(count, seed)) {
    const seconds = Math.floor(date / 1000)
    writeFileSync(path.join(folder, `${seconds}.M${String(index).padStart(6, '0')}P1.bench,S=${raw.length}:2,S`), raw)
    bytes += raw.length
    index += 1
  }
  await command('chown', ['-R', 'mail:mail', place])
  await doveadm('fetch', '-u', USER, 'uid size.virtual date.received', 'all')
  return bytes
}

async function runOurs(
  { imap, caFile }: MailServer,
  profileDir: string,
  convert: boolean,
): Promise<{ ours: IntakeResult; nothingNew: IntakeResult }> {
  const request: IntakeRequest = {
    profileDir,
    resourcesDir: path.join(projectDir, 'resources'),
    workerFile: path.join(projectDir, 'out', 'main', 'worker.js'),
    host: imap.host,
    port: values.plain ? imap.port : imap.securePort,
    tls: !values.plain,
    ca: readFileSync(caFile, 'utf8'),
    user: USER,
    password: PASSWORD,
    convert,
  }
  const flags = values.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${path.resolve(values.profile)}`]
  const run = async (with_: IntakeRequest): Promise<IntakeResult> =>
    JSON.parse(
      await output(
        electron ?? process.execPath,
        [...flags, path.join(projectDir, 'out', 'bench', 'our-intake.js'), JSON.stringify(with_)],
        electron === undefined ? {} : { ELECTRON_RUN_AS_NODE: '1' },
      ),
    ) as IntakeResult
  const ours = await run(request)
  const nothingNew = await run({ ...request, convert: false })
  if (ours.fetched !== count || ours.sorted !== count || ours.quarantined > 0 || ours.messages !== count)
    throw new Error(`of ${count} mails: ${JSON.stringify(ours)}`)
  if (nothingNew.fetched !== 0) throw new Error(`${nothingNew.fetched} mails came twice`)
  return { ours, nothingNew }
}

/** Seconds of `mbsync` into an empty Maildir, then of `notmuch new` over it. */
async function runTheirs({ imap, caFile }: MailServer, folder: string): Promise<{ mbsync: number; notmuch: number }> {
  const mail = path.join(folder, 'mail')
  mkdirSync(mail, { recursive: true })
  const syncConfig = path.join(folder, 'mbsyncrc')
  writeFileSync(
    syncConfig,
    [
      'IMAPAccount bench',
      // The certificate is for both names; mbsync compares names only.
      `Host localhost`,
      `Port ${values.plain ? imap.port : imap.securePort}`,
      `User ${USER}`,
      `Pass ${PASSWORD}`,
      ...(values.plain ? ['SSLType None'] : ['SSLType IMAPS', `CertificateFile ${caFile}`]),
      'AuthMechs LOGIN',
      '',
      'IMAPStore far',
      'Account bench',
      '',
      'MaildirStore near',
      `Path ${mail}/`,
      `Inbox ${mail}/INBOX`,
      '',
      'Channel bench',
      'Far :far:',
      'Near :near:',
      'Patterns INBOX',
      'Sync Pull',
      'Create Near',
      'SyncState *',
      '',
    ].join('\n'),
  )
  const indexConfig = path.join(folder, 'notmuch-config')
  writeFileSync(
    indexConfig,
    `[database]\npath=${mail}\n[user]\nname=bench\nprimary_email=tougao@appcpx.example\n[new]\ntags=new\nignore=.mbsyncstate;.uidvalidity\n`,
  )
  const mbsync = await timed(() => output('mbsync', ['-c', syncConfig, '-q', 'bench']))
  const notmuch = await timed(() => output('notmuch', ['--config', indexConfig, 'new', '--quiet']))
  const pulled = ['cur', 'new'].reduce((sum, kind) => sum + readdirSync(path.join(mail, 'INBOX', kind)).length, 0)
  if (pulled !== count) throw new Error(`mbsync brought ${pulled} of ${count} mails`)
  const indexed = Number(await output('notmuch', ['--config', indexConfig, 'count', '*']))
  if (indexed !== count) throw new Error(`notmuch indexed ${indexed} of ${count} mails`)
  return { mbsync, notmuch }
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await run()
  return (performance.now() - began) / 1000
}

function output(file: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...environment } })
    let text = ''
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
    })
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0) resolve(text)
      else reject(new Error(`${file} ended with ${code}`))
    })
  })
}

function line({ ours, nothingNew, mbsync, notmuch, load }: Round): string {
  const rate = (seconds: number): string => `${(count / seconds).toFixed(0)}/s`
  return [
    `intake ${rate(ours.milliseconds / 1000)}`,
    `mbsync ${rate(mbsync)}`,
    `notmuch ${rate(notmuch)}`,
    `both ${rate(mbsync + notmuch)}`,
    `nothing new ${nothingNew.milliseconds.toFixed(0)} ms, ${nothingNew.cpuMilliseconds.toFixed(0)} ms of CPU`,
    `peak ${(ours.peakBytes / 1e6).toFixed(0)} MB`,
    `longest stall ${ours.longestStall.toFixed(0)} ms`,
    `CPU ${(ours.cpuMilliseconds / count).toFixed(2)} ms a mail`,
    `load ${load.toFixed(1)}`,
  ].join(' · ')
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

function report(done: readonly Round[]): void {
  const of = (take: (round: Round) => number): number => median(done.map(take))
  const ours = of((round) => round.ours.milliseconds / 1000)
  const mbsync = of((round) => round.mbsync)
  const both = of((round) => round.mbsync + round.notmuch)
  const range = (take: (round: Round) => number): { least: number; most: number } => {
    const all = done.map(take)
    return { least: Math.min(...all), most: Math.max(...all) }
  }
  const last = done.at(-1)?.ours
  const figures = {
    mails: count,
    rounds,
    seed,
    tls: !values.plain,
    runtime: electron === undefined ? 'node' : 'electron',
    mailsPerSecond: { intake: count / ours, mbsync: count / mbsync, mbsyncThenNotmuch: count / both },
    ratio: { overMbsync: mbsync / ours, overMbsyncThenNotmuch: both / ours },
    /** Of each round by itself. */
    rangeOfRatios: {
      overMbsync: range((round) => round.mbsync / (round.ours.milliseconds / 1000)),
      overMbsyncThenNotmuch: range((round) => (round.mbsync + round.notmuch) / (round.ours.milliseconds / 1000)),
    },
    cpuMillisecondsAMail: of((round) => round.ours.cpuMilliseconds) / count,
    load: range(({ load }) => load),
    peakMegabytes: Math.max(...done.map((round) => round.ours.peakBytes)) / 1e6,
    nothingNew: {
      milliseconds: of((round) => round.nothingNew.milliseconds),
      cpuMilliseconds: of((round) => round.nothingNew.cpuMilliseconds),
    },
    longestStallMilliseconds: Math.max(...done.map((round) => round.ours.longestStall)),
    conversion:
      last === undefined
        ? null
        : {
            manuscripts: last.waiting,
            secondsAfterTheIntake: last.convertMilliseconds === null ? null : last.convertMilliseconds / 1000,
            peakMegabytes: last.peakBytesConverted / 1e6,
          },
  }
  if (values.json) process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`)
  else {
    const text = (value: number): string => value.toFixed(2)
    const span = ({ least, most }: { least: number; most: number }): string => `${text(least)} to ${text(most)}`
    const { rangeOfRatios } = figures
    process.stdout.write(
      [
        `Medians of ${rounds} rounds over ${count} mails, ${values.plain ? 'plain' : 'TLS'}, ours in ${figures.runtime}, seed ${seed}:`,
        `  whole intake (fetch, store, parse, thread, sort, index)  ${(count / ours).toFixed(0)} mails/s`,
        `  mbsync                                                   ${(count / mbsync).toFixed(0)} mails/s`,
        `  mbsync, then notmuch new                                 ${(count / both).toFixed(0)} mails/s`,
        `  intake over mbsync ${text(mbsync / ours)} (${span(rangeOfRatios.overMbsync)}; aim: over 1), over mbsync then notmuch ${text(both / ours)} (${span(rangeOfRatios.overMbsyncThenNotmuch)}; aim: 1.8)`,
        `  CPU ${text(figures.cpuMillisecondsAMail)} ms a mail, all threads of our process; load of the machine ${span(figures.load)}`,
        `  peak memory ${figures.peakMegabytes.toFixed(0)} MB (aim: under 300), longest stall ${figures.longestStallMilliseconds.toFixed(0)} ms (aim: under 50)`,
        `  nothing new: ${figures.nothingNew.milliseconds.toFixed(0)} ms, of which ${figures.nothingNew.cpuMilliseconds.toFixed(0)} ms of CPU (aim: under 100)`,
        `  Not in the intake's time: converting, checking and comparing ${last?.waiting ?? 0} manuscripts${last?.convertMilliseconds == null ? '' : `, which took ${(last.convertMilliseconds / 1000).toFixed(1)} s more`}.`,
        '',
      ].join('\n'),
    )
  }
}
