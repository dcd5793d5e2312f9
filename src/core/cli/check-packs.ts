/** What `check` checks with: the packs of the program, or those of a desk whose profile is named, with its allow-list. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import type { PackProblem } from '@shared/domain/rules'
import { sayProblem } from '@shared/say-problem'
import type { Allows, RulePack } from '../compliance'
import { DESK_FILE } from '../store/desk-file'
import { packsOf } from '../workers/pack-files'
import { inlineTaskRunner } from '../workers/pool'
import { deskAllows } from '../workflow/allow-list'
import type { DeskPack } from '../workflow/pack-shelf'
import { loadShippedPacks } from '../workflow/shipped-packs'
import type { Cli } from './command'
import { readDeskWith } from './with-desk'

/** A pack as the desk uses it. */
export interface UsedPack {
  readonly name: string
  readonly version: string
  readonly hash: string
  readonly origin: DeskPack['origin']
  /** Ids of its rules that are switched off, or `all`. */
  readonly off: readonly string[] | 'all'
}

export interface PacksToCheck {
  readonly packs: readonly RulePack[]
  /** What a desk uses; null without one. */
  readonly used: readonly UsedPack[] | null
  readonly allows: Allows
}

const nothingAllowed: Allows = () => null

/** A profile that is named and holds a desk is read beside whoever has it open; what its packs do not say is told on stderr. */
export async function packsToCheck(cli: Cli): Promise<PacksToCheck> {
  if (!cli.profileNamed) return { packs: shippedPacks(cli), used: null, allows: nothingAllowed }
  if (!existsSync(path.join(cli.profileDir, DESK_FILE))) {
    cli.host.log(`${cli.say('cli.check.no-desk', { profile: cli.profileDir })}\n`)
    return { packs: shippedPacks(cli), used: null, allows: nothingAllowed }
  }
  // In place: a pack is read once, for the desk and for the check.
  return readDeskWith(cli, inlineTaskRunner(), async (context) => {
    const { packs, refs, troubles } = await context.packs.current()
    for (const { name, problems } of troubles) logBroken(cli, name, problems)
    const used = packs.map(({ digest: { name, version, hash }, origin, enabled, off }): UsedPack => ({
      name,
      version,
      hash,
      origin,
      off: enabled ? off : 'all',
    }))
    cli.host.log(
      `${cli.say('cli.check.packs', { packs: used.map((pack) => sayPack(cli, pack)).join(cli.say('cli.check.pack-comma')) })}\n`,
    )
    return { packs: packsOf(refs), used, allows: deskAllows(context) }
  })
}

function sayPack({ say }: Cli, { name, version, origin, off }: UsedPack): string {
  const isOff = off === 'all' || off.length > 0
  const notes = [
    ...(origin === 'shipped' ? [] : [say(`rules.origin.${origin}`)]),
    ...(isOff ? [off === 'all' ? say('cli.check.pack-off') : say('cli.check.rules-off', { count: off.length })] : []),
  ]
  return notes.length === 0 ? `${name} ${version}` : `${name} ${version} (${notes.join(say('cli.check.pack-comma'))})`
}

function shippedPacks(cli: Cli): readonly RulePack[] {
  const { packs, broken } = loadShippedPacks(path.join(cli.host.resourcesDir, 'rule-packs'))
  for (const { file, problems } of broken) logBroken(cli, file, problems)
  return packs
}

/** Problems of one broken pack that are told. */
const PROBLEMS_SAID = 3

function logBroken(cli: Cli, file: string, problems: readonly PackProblem[]): void {
  const said = problems.slice(0, PROBLEMS_SAID).map((problem) => {
    const where = problem.line === null ? problem.at : cli.say('rules.line', { line: problem.line })
    return [where, sayProblem(cli.say, problem)].filter((part) => part !== '').join(' ')
  })
  cli.host.log(`${cli.say('cli.check.broken-pack', { file, problems: said.join('; '), count: problems.length })}\n`)
}
