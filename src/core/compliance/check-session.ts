/**
 * The check of a text that is being written: only the blocks that changed are read again. Gives what `check` gives of the same
 * arguments, byte for byte.
 */
import type { CheckBlock, CheckContext, CheckLink, CheckResult, Finding } from '@shared/domain/compliance'
import { findingsOf, linksByBlock, type CheckOptions } from './check'
import { checklistOf } from './checklist'
import { compilePacks, type CompiledPacks } from './compile'
import type { ReadBlock } from './detectors/detector'
import { findDocumentHits, readBlock, type Hit } from './hits'
import type { RulePack } from './rule-pack'

/** What a block's findings depend on besides the packs, and what came of it. */
interface Known {
  readonly block: CheckBlock
  readonly links: string
  readonly read: ReadBlock
  readonly hits: readonly Hit[]
  /** Without what the detectors of the whole piece find; for `versionKey`. */
  readonly findings: readonly Finding[]
  readonly versionKey: string
}

export class CheckSession {
  #packs: readonly RulePack[] = []
  #compiled: CompiledPacks | undefined
  #known: ReadonlyMap<string, Known> = new Map()

  /** How much is kept, in UTF-16 units of the text. */
  get size(): number {
    return [...this.#known.values()].reduce((sum, { block }) => sum + block.text.length, 0)
  }

  /** As `check`. Blocks with the id, kind, text and links of the last time are not read again. */
  check(
    blocks: readonly CheckBlock[],
    packs: readonly RulePack[],
    context: CheckContext,
    options: CheckOptions,
  ): CheckResult {
    const compiled = this.#compile(packs)
    const links = linksByBlock(context.links)
    const known = blocks.map((block) => this.#read(block, links.get(block.id) ?? [], compiled, options))
    const whole = findDocumentHits(
      known.map(({ read }) => read),
      context,
      compiled,
    )
    const findings = known.flatMap(({ read, hits, findings: own }) => {
      const fromDocument = whole.get(read.block.id) ?? []
      return fromDocument.length === 0 ? own : findingsOf(read, hits, fromDocument, compiled, options)
    })
    // Blocks of one id would share a place here; they are only read again.
    this.#known = new Map(known.map((one) => [one.block.id, one]))
    return { findings, checklist: checklistOf(packs, findings) }
  }

  #compile(packs: readonly RulePack[]): CompiledPacks {
    const isSame =
      packs.length === this.#packs.length && packs.every(({ hash }, index) => hash === this.#packs[index]?.hash)
    if (this.#compiled === undefined || !isSame) {
      this.#compiled = compilePacks(packs)
      this.#packs = packs
      this.#known = new Map()
    }
    return this.#compiled
  }

  #read(block: CheckBlock, links: readonly CheckLink[], compiled: CompiledPacks, options: CheckOptions): Known {
    const before = this.#known.get(block.id)
    const linked = links.length === 0 ? '' : JSON.stringify(links)
    const isSame =
      before !== undefined &&
      before.block.text === block.text &&
      before.block.kind === block.kind &&
      before.links === linked
    if (isSame && before.versionKey === options.versionKey) return before
    const { read, hits } = isSame ? before : readBlock(block, links, compiled)
    const findings = findingsOf(read, hits, [], compiled, options)
    return { block, links: linked, read, hits, findings, versionKey: options.versionKey }
  }
}
