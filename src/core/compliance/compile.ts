/** Rule packs made ready for matching: one automaton for the words of all packs, the regexes compiled, the contexts folded. */
import { clauseTexts } from './clause-text'
import { compileExcept, type CompiledExcept } from './excepts'
import { detectors } from './detectors'
import type { Detector } from './detectors/detector'
import { needOf, type Need } from './needs'
import { NeedsIndex } from './needs-index'
import type { OpenFact } from '@shared/domain/compliance'
import type { Pattern, Rule, RulePack, ViewName } from './rule-pack'
import { squeezedWord } from './squeezed-word'
import { compileWeighed, type CompiledWeighed } from './weighed'
import { buildWordIndex, type WordFacts, type WordIndex } from './word-index'
import type { UrlCondition } from './urls'

export interface CompiledRule {
  readonly rule: Rule
  readonly pack: string
  readonly except: CompiledExcept | undefined
}

/** What a found word means: a hit of a rule, a member of a group of a co-occurrence, or a sign to weigh. */
export type WordUse =
  /** `sounds`: homophones, pinyin and initials count as well. */
  | { readonly kind: 'word'; readonly rule: number; readonly headlineOnly: boolean; readonly sounds: boolean }
  | { readonly kind: 'member'; readonly cooccurrence: number; readonly group: number }
  | { readonly kind: 'cue'; readonly weighed: number; readonly cue: number }

export interface CompiledPacks {
  readonly rules: readonly CompiledRule[]
  readonly clauseTexts: ReadonlySet<string>
  readonly index: WordIndex
  /** By index of the word. */
  readonly uses: readonly (readonly WordUse[])[]
  readonly regexes: readonly {
    readonly rule: number
    readonly regex: RegExp
    readonly view: ViewName
    readonly headlineOnly: boolean
  }[]
  /** What expressions, detectors and weighed signs need of a text. */
  readonly needs: NeedsIndex
  /** By number of a need: the index of the expression that has it. */
  readonly regexByNeed: ReadonlyMap<number, number>
  /** The needs of expressions that only a title is asked for. */
  readonly regexesOfTitle: readonly number[]
  readonly urls: readonly { readonly rule: number; readonly condition: UrlCondition }[]
  readonly cooccurrences: readonly {
    readonly rule: number
    readonly groups: number
    readonly within: number
    readonly sameSentence: boolean
  }[]
  /** `need`: its number. */
  readonly detectors: readonly {
    readonly rule: number
    readonly detector: Detector
    readonly need: number | undefined
  }[]
  readonly weighed: readonly {
    readonly rule: number
    readonly weighed: CompiledWeighed
    readonly headlineOnly: boolean
  }[]
  readonly openFacts: readonly { readonly rule: number; readonly fact: OpenFact }[]
}

/** Combinations of packs that are kept compiled: the desk uses one or two, a test bench a few more. */
const kept = 8
const compiled = new Map<string, CompiledPacks>()

/** The compiled form of these packs in this order; made once for the same hashes. */
export function compilePacks(packs: readonly RulePack[]): CompiledPacks {
  const key = packs.map((pack) => pack.hash).join(' ')
  const known = compiled.get(key)
  if (known !== undefined) return known
  const made = compile(packs)
  const [oldest] = compiled.keys()
  if (compiled.size >= kept && oldest !== undefined) compiled.delete(oldest)
  compiled.set(key, made)
  return made
}

function compile(packs: readonly RulePack[]): CompiledPacks {
  const rules = packs.flatMap((pack) =>
    pack.rules.map((rule): CompiledRule => ({ rule, pack: pack.name, except: compileExcept(rule.except) })),
  )
  const usesByWord = new Map<string, WordUse[]>()
  const regexes: CompiledPacks['regexes'][number][] = []
  const urls: CompiledPacks['urls'][number][] = []
  const cooccurrences: CompiledPacks['cooccurrences'][number][] = []
  const found: CompiledPacks['detectors'][number][] = []
  const openFacts: CompiledPacks['openFacts'][number][] = []
  const weighed: CompiledPacks['weighed'][number][] = []
  const needs: Need[] = []
  const eager = new Set<number>()
  const addNeed = (need: Need): number => needs.push(need) - 1
  const asked = new Map<string, number>()
  /** Many patterns weigh the same signs. */
  const addSign = (need: Need): number => {
    const key = JSON.stringify(need)
    const at = asked.get(key) ?? addNeed(need)
    asked.set(key, at)
    return at
  }
  const regexByNeed = new Map<number, number>()
  const regexesOfTitle: number[] = []
  const addWords = (words: readonly string[], use: WordUse): void => {
    // A set: two spellings of one word are one use of it.
    for (const word of new Set(words.map(squeezedWord))) {
      const uses = usesByWord.get(word)
      if (uses === undefined) usesByWord.set(word, [use])
      else uses.push(use)
    }
  }
  const addPattern = (pattern: Pattern, rule: number, headlineOnly: boolean): void => {
    if ('lexicon' in pattern) addWords(pattern.lexicon, { kind: 'word', rule, headlineOnly, sounds: pattern.soundsToo })
    else if ('regex' in pattern) {
      const { regex, view } = pattern
      const at = regexes.push({ rule, regex: new RegExp(regex, 'gu'), view, headlineOnly }) - 1
      const need = addNeed(needOf(regex))
      regexByNeed.set(need, at)
      if (headlineOnly) regexesOfTitle.push(need)
      else eager.add(need)
    } else if ('weighed' in pattern) {
      const at = weighed.push({ rule, weighed: compileWeighed(pattern.weighed, addSign), headlineOnly }) - 1
      pattern.weighed.cues.forEach((cue, index) => {
        if ('words' in cue) addWords(cue.words, { kind: 'cue', weighed: at, cue: index })
      })
    } else if ('url' in pattern) urls.push({ rule, condition: pattern.url })
    else if ('headline' in pattern) addPattern(pattern.headline, rule, true)
    else if ('structure' in pattern) addDetector(rule, detectors[pattern.structure])
    else if ('metadata' in pattern) openFacts.push({ rule, fact: pattern.metadata.open })
    else {
      const { all, within, sameSentence } = pattern.cooccurrence
      const cooccurrence = cooccurrences.push({ rule, groups: all.length, within, sameSentence }) - 1
      all.forEach((words, group) => addWords(words, { kind: 'member', cooccurrence, group }))
    }
  }
  function addDetector(rule: number, detector: Detector): void {
    const { only, written } = detector
    const need = only === undefined ? undefined : addNeed(needOf(only, written))
    if (need !== undefined) eager.add(need)
    found.push({ rule, detector, need })
  }
  rules.forEach(({ rule }, index) => rule.patterns.forEach((pattern) => addPattern(pattern, index, false)))
  const uses = [...usesByWord.values()]
  return {
    rules,
    clauseTexts: clauseTexts(packs.flatMap((pack) => pack.clauses.map((clause) => clause.text))),
    index: buildWordIndex([...usesByWord.keys()], uses.map(factsOf)),
    uses,
    regexes,
    needs: new NeedsIndex(needs, eager),
    regexByNeed,
    regexesOfTitle,
    urls,
    cooccurrences,
    detectors: found,
    weighed,
    openFacts,
  }
}

function factsOf(uses: readonly WordUse[]): WordFacts {
  return {
    counts: uses.some((use) => use.kind === 'word'),
    sounds: uses.some((use) => use.kind === 'word' && use.sounds),
  }
}
