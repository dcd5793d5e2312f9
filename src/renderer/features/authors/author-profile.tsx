import { useText } from '@renderer/app/i18n'
import { DateText } from '@renderer/components/date-text'
import type { AuthorRecord } from '@shared/domain/author'
import classes from './author-profile.module.css'

/** 资料: addresses, and since when the desk knows the author. */
export function AuthorProfile({ record }: { readonly record: AuthorRecord }) {
  const t = useText()
  return (
    <dl className={classes['profile']}>
      <dt>{t('author.addresses')}</dt>
      {record.addresses.map((address) => (
        <dd key={address}>{address}</dd>
      ))}
      <dt>{t('author.first-seen')}</dt>
      <dd>
        <DateText at={record.firstSeenAt} as="moment" />
      </dd>
    </dl>
  )
}
