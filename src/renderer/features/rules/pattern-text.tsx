/** A pattern to be read: its kind, its words or its text. What the window does not know of it is shown as it stands. */
import { useText } from '@renderer/app/i18n'
import { isObject, listOf, textOf, wordsOf, type Json } from './plain-rule'
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
  return (
    <div className={classes['pattern']}>
      <strong>{t(`rules.kind.${kind}`)}</strong>
      {inner['lexicon'] !== undefined && <Words words={wordsOf(inner['lexicon'])} />}
      {inner['regex'] !== undefined && <code>{textOf(inner['regex'])}</code>}
      {cooccurrence !== null &&
        listOf(cooccurrence['all']).map((group, index) => <Words key={index} words={wordsOf(group)} />)}
      {inner['lexicon'] === undefined && inner['regex'] === undefined && cooccurrence === null && (
        <code>{JSON.stringify(pattern, null, 1).replaceAll(/\s+/gu, ' ').slice(0, 2000)}</code>
      )}
    </div>
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
