/** Mails that were too large to take over, or that the server did not hand out: said, so that nobody waits for them. */
import { useFormat } from '@renderer/app/format'
import { useText } from '@renderer/app/i18n'
import type { Account } from '@shared/domain/account'
import classes from './sync-words.module.css'

export function LeftOnServer({ left: { count, mails } }: { readonly left: Account['leftOnServer'] }) {
  const t = useText()
  const format = useFormat()
  if (count === 0) return null
  const largest = Math.max(...mails.map(({ size }) => size))
  return (
    <details className={classes['left']} data-testid="left-on-server">
      <summary>{t('sync.left-on-server', { count, size: format.bytes(largest) })}</summary>
      <ul>
        {mails.map(({ folder, size, notedAt }, index) => (
          <li key={index}>
            {folder} · {format.bytes(size)} · {format.full(notedAt)}
          </li>
        ))}
        {count > mails.length && <li>…</li>}
      </ul>
    </details>
  )
}
