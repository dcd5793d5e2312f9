/** One clause: its words, how it is checked, and the rules that check it. */
import { Button, UnstyledButton } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { Chip } from '@renderer/components/chip'
import classes from './clause-detail.module.css'
import { CoverageChip } from './coverage-chip'
import { newRule } from './rule-draft'
import { shortNumber, type OutlineClause } from './rule-outline'
import { precisionWords } from './precision-words'
import { draftKey, useRulesView } from './rules-view'

export function ClauseDetail({ packName, packTitle, clause, rules }: OutlineClause) {
  const t = useText()
  const { open, drafts, keepDraft } = useRulesView()
  const add = (): void => {
    const key = draftKey(packName, null)
    // A rule that was begun is not thrown away; it takes the clause that it is now for.
    keepDraft(key, { ...(drafts[key] ?? newRule(packName)), clause: clause.number })
    open({ kind: 'write', pack: packName, ruleId: null })
  }
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
      <ul className={classes['rules']}>
        {rules.map((rule) => (
          <li key={rule.id}>
            <UnstyledButton
              className={classes['ruleLink'] ?? ''}
              onClick={() => open({ kind: 'rule', pack: packName, ruleId: rule.id })}
            >
              <Chip tone={rule.level}>{t(`level.${rule.level}`)}</Chip>
              <span lang="zh-CN">{rule.message}</span>
              {!rule.on && <Chip>{t('rules.off')}</Chip>}
              <span className={classes['precision']}>{precisionWords(t, rule.precision)}</span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
      <div>
        <Button variant="light" leftSection={<IconPlus size={14} />} onClick={add} data-testid="clause-add-rule">
          {t('rules.add-rule')}
        </Button>
      </div>
    </article>
  )
}
