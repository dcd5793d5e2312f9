/** How two versions of a pack differ, rule by rule. */
import { useText, type Say } from '@renderer/app/i18n'
import { Chip, type ChipTone } from '@renderer/components/chip'
import type { FieldDiff, PackDiff, RuleDiff } from '@shared/domain/rules'
import type { ReactNode } from 'react'
import classes from './diff-view.module.css'

const tones: Record<RuleDiff['kind'], ChipTone> = { added: 'note', changed: 'warning', removed: 'error' }
/** Rules that are shown at once; of a whole pack nobody reads more. */
const SHOWN = 200

export function DiffView({
  diff,
  renderChoice,
}: {
  readonly diff: PackDiff
  /** What can be chosen for a rule, beside its head. */
  readonly renderChoice?: (rule: RuleDiff) => ReactNode
}) {
  const t = useText()
  const { rules, clauses } = diff
  const counts = (kind: RuleDiff['kind']): number => rules.filter((rule) => rule.kind === kind).length
  return (
    <div className={classes['diff']} data-testid="pack-diff">
      <p className={classes['sum']}>
        {t('rules.diff-sum', { added: counts('added'), changed: counts('changed'), removed: counts('removed') })}
        {clauses.added.length > 0 && ` ${t('rules.clauses-added', { clauses: clauses.added.join(' ') })}`}
        {clauses.changed.length > 0 && ` ${t('rules.clauses-changed', { clauses: clauses.changed.join(' ') })}`}
        {clauses.removed.length > 0 && ` ${t('rules.clauses-removed', { clauses: clauses.removed.join(' ') })}`}
        {diff.title && ` ${t('rules.title-changed')}`}
      </p>
      {rules.slice(0, SHOWN).map((rule) => (
        <section key={`${rule.kind} ${rule.id}`} className={classes['rule']} data-testid="rule-diff">
          <header>
            <Chip tone={tones[rule.kind]}>{t(`rules.diff.${rule.kind}`)}</Chip>
            <strong lang="zh-CN">{rule.message}</strong>
            <code>{rule.id}</code>
            {renderChoice?.(rule)}
          </header>
          {rule.fields.map((field) => (
            <FieldView key={field.field} field={field} />
          ))}
        </section>
      ))}
      {rules.length > SHOWN && <p>{t('rules.diff-more', { count: rules.length - SHOWN })}</p>}
    </div>
  )
}

const fieldNames = [
  'words',
  'patterns',
  'examples.hits',
  'examples.misses',
  'clause',
  'level',
  'statute',
  'message',
  'reason',
  'suggestion',
  'except',
] as const

/** The name of a member in the desk's words; what the window does not know keeps its own. */
function fieldName(t: Say, field: string): string {
  const known = fieldNames.find((each) => each === field)
  return known === undefined ? field : t(`rules.field.${known}`)
}

function FieldView({ field }: { readonly field: FieldDiff }) {
  const t = useText()
  return (
    <dl className={classes['field']} lang="zh-CN">
      <dt>{fieldName(t, field.field)}</dt>
      {field.kind === 'text' ? (
        <dd>
          {field.before !== '' && <del>{field.before}</del>}
          {field.after !== '' && <ins>{field.after}</ins>}
        </dd>
      ) : (
        <dd className={classes['list']}>
          {field.added.map((each) => (
            <ins key={`+${each}`}>{each}</ins>
          ))}
          {field.addedCount > field.added.length && (
            <span>{t('rules.diff-more-words', { count: field.addedCount - field.added.length })}</span>
          )}
          {field.removed.map((each) => (
            <del key={`-${each}`}>{each}</del>
          ))}
          {field.removedCount > field.removed.length && (
            <span>{t('rules.diff-more-words', { count: field.removedCount - field.removed.length })}</span>
          )}
        </dd>
      )}
    </dl>
  )
}
