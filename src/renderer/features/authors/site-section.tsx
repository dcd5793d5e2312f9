/** 站内账号 and what was published: without both the convention has nothing to sanction. */
import { ActionIcon, Button, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import { ErrorNotice } from '@renderer/components/report-error'
import type { AuthorRecord } from '@shared/domain/author'
import { useState } from 'react'
import classes from './parts.module.css'

export function SiteSection({ record }: { readonly record: AuthorRecord }) {
  const t = useText()
  const authorId = record.author.id
  const { accounts, publications, ofPieces, complaints } = record.basis
  const [name, setName] = useState('')
  const [url, setUrl] = useState('')
  const addAccount = useCoreCommand((client, given: string) =>
    client.authors.addSiteAccount({ authorId, name: given, link: '' }),
  )
  const removeAccount = useCoreCommand((client, accountId: string) =>
    client.authors.removeSiteAccount({ authorId, accountId }),
  )
  const addPublication = useCoreCommand((client, given: string) =>
    client.authors.addPublication({ authorId, url: given, title: '', submissionId: null }),
  )
  const removePublication = useCoreCommand((client, publicationId: string) =>
    client.authors.removePublication({ authorId, publicationId }),
  )
  const isUrl = /^https?:\/\/\S+\.\S+$/u.test(url.trim())
  return (
    <section className={classes['section']} aria-label={t('site.title')}>
      <h3 className={classes['title']}>{t('site.title')}</h3>
      <div className={classes['fields']}>
        <ul className={classes['list']}>
          {accounts.map((account) => (
            <li key={account.id} className={classes['line']} data-testid="site-account">
              <span>{t('site.account', { name: account.name })}</span>
              <ActionIcon
                className={classes['push'] ?? ''}
                aria-label={t('site.remove', { name: account.name })}
                onClick={() => removeAccount.mutate(account.id)}
              >
                <IconX size={14} aria-hidden="true" />
              </ActionIcon>
            </li>
          ))}
          {publications.map((publication) => (
            <li key={publication.id} className={classes['line']} data-testid="publication">
              <span className={classes['body']}>{publication.title || publication.url}</span>
              <ActionIcon
                className={classes['push'] ?? ''}
                aria-label={t('site.remove', { name: publication.url })}
                onClick={() => removePublication.mutate(publication.id)}
              >
                <IconX size={14} aria-hidden="true" />
              </ActionIcon>
            </li>
          ))}
          {ofPieces.map(({ submissionId, url, title }) => (
            <li key={`${submissionId} ${url}`} className={classes['line']} data-testid="piece-address">
              <span className={classes['body']}>{title || url}</span>
              <span className={classes['quiet']}>{t('site.of-piece')}</span>
            </li>
          ))}
        </ul>
        <form
          className={classes['row']}
          onSubmit={(event) => {
            event.preventDefault()
            if (name.trim() !== '') addAccount.mutate(name.trim(), { onSuccess: () => setName('') })
          }}
        >
          <TextInput
            size="xs"
            label={t('site.account-name')}
            value={name}
            maxLength={200}
            onChange={(event) => setName(event.currentTarget.value)}
            data-testid="site-account-name"
          />
          <Button type="submit" variant="default" disabled={name.trim() === ''} data-testid="site-account-add">
            {t('action.add')}
          </Button>
        </form>
        <form
          className={classes['row']}
          onSubmit={(event) => {
            event.preventDefault()
            if (isUrl) addPublication.mutate(url.trim(), { onSuccess: () => setUrl('') })
          }}
        >
          <TextInput
            size="xs"
            label={t('site.publication')}
            placeholder="https://"
            value={url}
            maxLength={2000}
            onChange={(event) => setUrl(event.currentTarget.value)}
            data-testid="publication-url"
          />
          <Button type="submit" variant="default" disabled={!isUrl} data-testid="publication-add">
            {t('action.add')}
          </Button>
        </form>
        <ErrorNotice
          error={addAccount.error ?? removeAccount.error ?? addPublication.error ?? removePublication.error}
        />
        {complaints.length > 0 && (
          <div>
            <p className={classes['quiet']}>{t('site.complaints')}</p>
            <ul className={classes['list']}>
              {complaints.map((complaint) => (
                <li key={complaint.submissionId} className={classes['line']}>
                  <span>{complaint.number}</span>
                  <span>{complaint.title || t('title.none')}</span>
                  <span className={classes['quiet']}>
                    {complaint.settled ? t('site.settled') : t('site.unsettled')}
                  </span>
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </section>
  )
}
