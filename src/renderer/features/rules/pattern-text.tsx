/** A pattern to be read: its kind, its words or its text. What the window does not know of it is shown as it stands. */
import { useText } from '@renderer/app/i18n'
import { isObject, listOf, textOf, wordsOf, type Json, type JsonObject } from './plain-rule'
import { kindOf } from './rule-draft'
import classes from './pattern-text.module.css'

/** Words of one list that are shown. */
const SHOWN = 120

export function PatternText({ pattern }: { readonly pattern: Json }) {
  const t = useText()
  const kind = kindOf(pattern)
  if (!isObject(pattern)) return null
  const inner = isObject(pattern['headline']) ? pattern['headline'] : pattern
  const cooccurrence = isObject(pattern['cooccurrence']) ? pattern['cooccurrence'] : null
  const weighed = isObject(inner['weighed']) ? inner['weighed'] : null
  return (
    <div className={classes['pattern']}>
      <strong>{t(`rules.kind.${kind}`)}</strong>
      {inner['lexicon'] !== undefined && <Words words={wordsOf(inner['lexicon'])} />}
      {inner['regex'] !== undefined && <code>{textOf(inner['regex'])}</code>}
      {cooccurrence !== null &&
        listOf(cooccurrence['all']).map((group, index) => <Words key={index} words={wordsOf(group)} />)}
      {weighed !== null && <Cues weighed={weighed} />}
      {inner['lexicon'] === undefined && inner['regex'] === undefined && cooccurrence === null && weighed === null && (
        <code>{JSON.stringify(pattern, null, 1).replaceAll(/\s+/gu, ' ').slice(0, 2000)}</code>
      )}
    </div>
  )
}

/** Each sign with its weight, and from which sum on it is a hit. */
function Cues({ weighed }: { readonly weighed: JsonObject }) {
  const t = useText()
  return (
    <>
      <p>{t('rules.weighed-sum', { sum: Number(weighed['atLeast']) })}</p>
      {listOf(weighed['cues'])
        .filter(isObject)
        .map((cue, index) => (
          <div key={index}>
            <strong>
              {textOf(cue['cue'])} {Number(cue['weight']) > 0 ? '+' : ''}
              {Number(cue['weight'])}
            </strong>
            {cue['regex'] === undefined ? <Words words={wordsOf(cue['words'])} /> : <code>{textOf(cue['regex'])}</code>}
          </div>
        ))}
    </>
  )
}

function Words({ words }: { readonly words: readonly string[] }) {
  const t = useText()
  return (
    <p className={classes['words']}>
      {words.slice(0, SHOWN).map((word, index) => (
        <span key={`${index} ${word}`}>{word}</span>
      ))}
      {words.length > SHOWN && <em>{t('rules.diff-more-words', { count: words.length - SHOWN })}</em>}
    </p>
  )
}
