/** One clause in full: its words, how it is checked, and the rules that check it. */
import { useText } from '@renderer/app/i18n'
import { Chip } from '@renderer/components/chip'
import type { FindingLevel } from '@shared/domain/compliance'
import type { ListedRule } from '@shared/domain/rules'
import classes from './clause-detail.module.css'
import { CoverageChip } from './coverage-chip'
import { examplesOf, textOf } from './plain-rule'
import { shortNumber, type OutlineClause } from './rule-outline'
import { useRuleDetail } from './use-rules'

const levelTones = { error: 'error', warning: 'warning', note: 'note' } as const satisfies Record<FindingLevel, string>

export function ClauseDetail({ packName, packTitle, clause, rules }: OutlineClause) {
  const t = useText()
  return (
    <article className={classes['clause']} data-testid="rules-detail">
      <header>
        <p className={classes['pack']}>{packTitle}</p>
        <h2 className={classes['title']}>
          <span>{shortNumber(clause.number)}</span> {clause.item}
        </h2>
      </header>
      <p className={classes['text']} lang="zh-CN">
        {clause.text}
      </p>
      <p className={classes['coverage']}>
        <CoverageChip coverage={clause.coverage} />
        {t(`rules.coverage-what.${clause.coverage}`)}
      </p>
      {clause.human !== '' && (
        <div className={classes['human']}>
          <strong>{t('rules.for-human')}</strong>
          <p lang="zh-CN">{clause.human}</p>
        </div>
      )}
      <h3 className={classes['heading']}>
        {rules.length > 0 ? t('rules.rule-count', { count: rules.length }) : t('rules.no-rules')}
      </h3>
      {rules.map((rule) => (
        <Rule key={rule.id} pack={packName} rule={rule} />
      ))}
    </article>
  )
}

function Rule({ pack, rule }: { readonly pack: string; readonly rule: ListedRule }) {
  const t = useText()
  const detail = useRuleDetail(pack, rule.id).data?.rule
  return (
    <section className={classes['rule']} data-level={rule.level} data-testid="rules-rule">
      <header className={classes['ruleHead']}>
        <Chip tone={levelTones[rule.level]}>{t(`level.${rule.level}`)}</Chip>
        <h4 lang="zh-CN">{rule.message}</h4>
        <code>{rule.id}</code>
      </header>
      {detail !== undefined && (
        <dl className={classes['facts']} lang="zh-CN">
          <dt>{t('rules.reason')}</dt>
          <dd>{textOf(detail['reason'])}</dd>
          <dt>{t('rules.suggestion')}</dt>
          <dd>{textOf(detail['suggestion'])}</dd>
          <Examples label={t('rules.hits')} texts={examplesOf(detail, 'hits')} />
          <Examples label={t('rules.misses')} texts={examplesOf(detail, 'misses')} />
        </dl>
      )}
    </section>
  )
}

function Examples({ label, texts }: { readonly label: string; readonly texts: readonly string[] }) {
  if (texts.length === 0) return null
  return (
    <>
      <dt>{label}</dt>
      <dd>
        <ul className={classes['examples']}>
          {texts.map((text, index) => (
            // Examples are a fixed list; two may be worded alike.
            <li key={index}>{text}</li>
          ))}
        </ul>
      </dd>
    </>
  )
}
