/** Somebody of the directory, or somebody new: the mail address may be left out. */
import { Autocomplete, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useText } from '@renderer/app/i18n'
import { useCoreQuery } from '@renderer/client/use-core'
import classes from './dialogs.module.css'

export interface PickedAuthor {
  readonly name: string
  /** Somebody of the directory; null: somebody new. */
  readonly authorId: string | null
  readonly address: string
  readonly wechatName: string
}

export const emptyAuthor: PickedAuthor = { name: '', authorId: null, address: '', wechatName: '' }

const ADDRESS = /^[^\s<>()[\],;:"@]+@[^\s<>()[\],;:"@]+$/u
const MATCHES = 8

/** What the core takes; null while something is missing or wrong. */
export function givenAuthor(
  author: PickedAuthor,
): { kind: 'known'; authorId: string } | { kind: 'new'; name: string; address: string } | null {
  if (author.authorId !== null) return { kind: 'known', authorId: author.authorId }
  const [name, address] = [author.name.trim(), author.address.trim()]
  if (name === '' || !isAddressOrNone(address)) return null
  return { kind: 'new', name, address }
}

const isAddressOrNone = (address: string): boolean => address === '' || ADDRESS.test(address)

export function AuthorPicker({
  author,
  onAuthor,
}: {
  readonly author: PickedAuthor
  readonly onAuthor: (author: PickedAuthor) => void
}) {
  const t = useText()
  const [query] = useDebouncedValue(author.name.trim(), 150)
  const found = useCoreQuery(
    ['authors', 'find', query],
    (client) => client.authors.list({ query, filter: 'all', offset: 0, limit: MATCHES }),
    { enabled: query !== '' },
  ).data
  const labels = new Map(
    (found?.rows ?? []).map((row) => [
      `${row.name || t('author.nameless')} <${row.address || t('new.no-address-short')}> ${row.id.slice(-4)}`,
      row,
    ]),
  )
  return (
    <>
      <Autocomplete
        size="xs"
        label={t('new.author')}
        description={author.authorId === null ? t('new.author-hint') : t('new.author-known')}
        value={author.name}
        data={[...labels.keys()]}
        filter={({ options }) => options}
        maxLength={200}
        onChange={(name) => {
          const known = labels.get(name)
          onAuthor(
            known === undefined
              ? { ...author, name, authorId: null }
              : { ...author, name: known.name || known.address, authorId: known.id },
          )
        }}
        data-testid="new-author"
      />
      {author.authorId === null && (
        <div className={classes['row']}>
          <TextInput
            label={t('new.address')}
            value={author.address}
            maxLength={320}
            error={isAddressOrNone(author.address.trim()) ? null : t('new.address-wrong')}
            onChange={(event) => onAuthor({ ...author, address: event.currentTarget.value })}
            data-testid="new-address"
          />
          <TextInput
            label={t('new.wechat-name')}
            value={author.wechatName}
            maxLength={100}
            onChange={(event) => onAuthor({ ...author, wechatName: event.currentTarget.value })}
            data-testid="new-wechat"
          />
        </div>
      )}
    </>
  )
}
