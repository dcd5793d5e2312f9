import { useText } from '@renderer/app/i18n'
import { Chip } from '@renderer/components/chip'
import { DateText } from '@renderer/components/date-text'
import { EditorName } from '@renderer/components/editor-name'
import { colorIn, useEditors } from '@renderer/state/use-editors'
import type { Decision } from '@shared/domain/decision'
import { verdictTones } from './verdicts'
import classes from './lines.module.css'

/** Every verdict on this piece, the newest first; a reverted one stays, struck. */
export function DecisionHistory({ decisions }: { readonly decisions: readonly Decision[] }) {
  const t = useText()
  const editors = useEditors()
  return (
    <ul className={classes['list']}>
      {decisions
        .toSorted((a, b) => b.at - a.at)
        .map((decision) => (
          <li key={decision.id} className={classes['line']}>
            <p className={classes['head']}>
              <Chip tone={decision.reverted === null ? verdictTones[decision.verdict] : 'plain'}>
                {t(`verdict.${decision.verdict}`)}
              </Chip>
              <EditorName name={decision.editorName} color={colorIn(editors, decision.editorId)} />
              <DateText at={decision.at} className={classes['when'] ?? ''} />
            </p>
            <p className={classes['text']}>{decision.reverted === null ? decision.reason : <s>{decision.reason}</s>}</p>
            {decision.proposedBy !== null && (
              <p className={classes['text']}>{t('approval.drafted-by', { name: decision.proposedBy })}</p>
            )}
            {decision.override !== null && (
              <p className={classes['text']}>{t('review.decided.override', { reason: decision.override })}</p>
            )}
            {decision.signedClauses.length > 0 && (
              <p className={classes['text']} title={decision.signedClauses.join(' ')} data-testid="decision-signed">
                {t('review.sign.signed', { count: decision.signedClauses.length, editor: decision.editorName })}
              </p>
            )}
            {decision.unsignedClauses.length > 0 && (
              <p className={classes['text']} title={decision.unsignedClauses.join(' ')} data-testid="decision-unsigned">
                {t('review.sign.unsigned', { count: decision.unsignedClauses.length })}
              </p>
            )}
            {decision.reverted !== null && (
              <p className={classes['text']}>
                {t('review.decided.reverted', {
                  editor: decision.reverted.editorName,
                  reason: decision.reverted.reason,
                })}
              </p>
            )}
          </li>
        ))}
    </ul>
  )
}
