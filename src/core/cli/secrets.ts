/** Passwords on the command line: from the environment or standard input, never from the arguments. */
import type { DeskContext } from '../workflow/context'
import { refuse } from '../workflow/refuse'
import type { Cli } from './command'
import { CommandFailure } from './failure'

/** Like the window: a passphrase shorter than this protects nothing. */
const SHORTEST_PASSPHRASE = 8

/** Opens the encrypted file with `TOUGAO_PASSPHRASE`, if there is both. A wrong one is refused. */
export function unlockSecrets(cli: Cli, { secrets }: DeskContext): void {
  const passphrase = cli.host.env['TOUGAO_PASSPHRASE']
  if (passphrase === undefined || passphrase === '' || !secrets.locked()) return
  const unlocked = secrets.unlock(passphrase)
  if (!unlocked.ok) refuse(unlocked.error)
}

/** The passphrase for keeping a password. */
export function passphraseOf(cli: Cli): string {
  const passphrase = cli.host.env['TOUGAO_PASSPHRASE'] ?? ''
  if (passphrase === '') throw new CommandFailure('passphrase-missing')
  if (passphrase.length < SHORTEST_PASSPHRASE)
    throw new CommandFailure('passphrase-short', { count: SHORTEST_PASSPHRASE })
  return passphrase
}

/** The password from `TOUGAO_PASSWORD`, else the first line of standard input; typed at a terminal it is not shown. */
export async function readPassword({ host, say }: Cli, address: string): Promise<string> {
  const given = host.env['TOUGAO_PASSWORD'] ?? ''
  if (given !== '') return given
  const hidden = host.stdin.isTTY === true
  if (hidden) {
    host.log(say('cli.account.ask-password', { address }))
    host.stdin.setRawMode?.(true)
  }
  try {
    const typed = await firstLine(host.stdin)
    if (typed === '') throw new CommandFailure('password-missing')
    return typed
  } finally {
    if (hidden) {
      host.stdin.setRawMode?.(false)
      host.log('\n')
    }
  }
}

async function firstLine(stream: Cli['host']['stdin']): Promise<string> {
  let line = ''
  for await (const chunk of stream) {
    for (const character of Buffer.from(chunk as Uint8Array).toString('utf8')) {
      if (character === '\n' || character === '\r' || character === '\u0004') return line
      // In raw mode the terminal hands Ctrl+C and the erase key over as characters.
      if (character === '\u0003') throw new CommandFailure('password-missing')
      line = character === '\u007F' || character === '\b' ? line.slice(0, -1) : line + character
    }
  }
  return line
}
