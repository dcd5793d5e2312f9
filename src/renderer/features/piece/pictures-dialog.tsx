/** 配图: each picture with where it is from, what may be done with it, what it shows, and what its codes lead to. */
import { Modal, NativeSelect, SegmentedControl, TextInput } from '@mantine/core'
import { IconQrcode } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import { useCoreCommand } from '@renderer/client/use-core'
import { Chip } from '@renderer/components/chip'
import { ErrorNotice } from '@renderer/components/report-error'
import { useRefresh } from '@renderer/features/review/use-refresh'
import { licenceSchema, seenSchema, type PictureFacts, type PiecePicture } from '@shared/domain/piece'
import { useState } from 'react'
import { leaveField } from './piece-dialogs'
import classes from './piece.module.css'

/** What is said of a picture before anybody said anything. */
const UNKNOWN: PictureFacts = { source: '', licence: 'unknown', evidence: '', minor: 'unknown', boughtFont: 'unknown' }

export function PicturesDialog({
  submissionId,
  pictures,
  onClose,
}: {
  readonly submissionId: string
  readonly pictures: readonly PiecePicture[]
  readonly onClose: () => void
}) {
  const t = useText()
  const current = pictures.filter((picture) => picture.current)
  const earlier = pictures.filter((picture) => !picture.current)
  return (
    <Modal
      opened
      onClose={leaveField(onClose)}
      title={t('pictures.title')}
      size={880}
      attributes={{ content: { 'data-testid': 'pictures-dialog' } }}
    >
      <p className={classes['hint']}>
        {t('pictures.described', {
          described: current.filter(({ facts }) => facts !== null).length,
          total: current.length,
        })}
        {' · '}
        {t('pictures.unread-words')}
      </p>
      <ol className={classes['list']}>
        {current.map((picture, index) => (
          <Picture
            key={picture.sha256}
            submissionId={submissionId}
            picture={picture}
            name={t('pictures.number', { number: index + 1 })}
          />
        ))}
      </ol>
      {earlier.length > 0 && (
        <>
          <h3 className={classes['head']}>{t('pictures.earlier')}</h3>
          <ol className={classes['list']}>
            {earlier.map((picture, index) => (
              <Picture
                key={picture.sha256}
                submissionId={submissionId}
                picture={picture}
                name={t('pictures.earlier-number', { number: index + 1 })}
              />
            ))}
          </ol>
        </>
      )}
    </Modal>
  )
}

function Picture({
  submissionId,
  picture,
  name,
}: {
  readonly submissionId: string
  readonly picture: PiecePicture
  readonly name: string
}) {
  const t = useText()
  const refresh = useRefresh()
  const { sha256 } = picture
  const [facts, setFacts] = useState(picture.facts ?? UNKNOWN)
  const save = useCoreCommand((client, said: PictureFacts) =>
    client.submissions.describePicture({ submissionId, sha256, facts: said }),
  )
  /** Choices are kept at once, words when the field is left. */
  const keep = (part: Partial<PictureFacts>): void => {
    const said = { ...facts, ...part }
    setFacts(said)
    if (JSON.stringify(said) !== JSON.stringify(picture.facts ?? UNKNOWN)) {
      save.mutate(said, { onSuccess: () => refresh('submissions') })
    }
  }
  return (
    <li className={classes['picture']} aria-label={name} data-testid="piece-picture">
      <div className={classes['thumb']}>
        <img src={`app://blob/${sha256}`} alt={picture.alt === '' ? name : picture.alt} loading="lazy" />
        <span>{name}</span>
      </div>
      <div className={classes['facts']}>
        <TextInput
          label={t('pictures.source')}
          placeholder={t('pictures.source-example')}
          value={facts.source}
          maxLength={1000}
          onChange={(event) => setFacts({ ...facts, source: event.currentTarget.value })}
          onBlur={() => keep({})}
          data-testid="picture-source"
        />
        <NativeSelect
          label={t('pictures.licence')}
          value={facts.licence}
          onChange={(event) => {
            const licence = licenceSchema.safeParse(event.currentTarget.value)
            if (licence.success) keep({ licence: licence.data })
          }}
          data={licenceSchema.options.map((value) => ({ value, label: t(`licence.${value}`) }))}
          data-testid="picture-licence"
        />
        <TextInput
          className={classes['wide'] ?? ''}
          label={t('pictures.evidence')}
          placeholder={t('pictures.evidence-example')}
          value={facts.evidence}
          maxLength={1000}
          onChange={(event) => setFacts({ ...facts, evidence: event.currentTarget.value })}
          onBlur={() => keep({})}
        />
        <Seen
          label={t('pictures.minor')}
          value={facts.minor}
          onChange={(minor) => keep({ minor })}
          testId="picture-minor"
        />
        <Seen
          label={t('pictures.bought-font')}
          value={facts.boughtFont}
          onChange={(boughtFont) => keep({ boughtFont })}
          testId="picture-font"
        />
        <Codes picture={picture} />
        <ErrorNotice error={save.error} onClose={save.reset} />
      </div>
    </li>
  )
}

function Seen({
  label,
  value,
  onChange,
  testId,
}: {
  readonly label: string
  readonly value: PictureFacts['minor']
  readonly onChange: (value: PictureFacts['minor']) => void
  readonly testId: string
}) {
  const t = useText()
  return (
    <div className={classes['seen']}>
      <span>{label}</span>
      <SegmentedControl
        aria-label={label}
        size="xs"
        value={value}
        onChange={(chosen) => {
          const seen = seenSchema.safeParse(chosen)
          if (seen.success) onChange(seen.data)
        }}
        data={seenSchema.options.map((each) => ({ value: each, label: t(`seen.${each}`) }))}
        data-testid={testId}
      />
    </div>
  )
}

/** What codes in the picture say. Their addresses are shown, never followed. */
function Codes({ picture: { codes } }: { readonly picture: PiecePicture }) {
  const t = useText()
  if (codes.kind !== 'read') return <p className={classes['note']}>{t(`pictures.codes-${codes.kind}`)}</p>
  if (codes.codes.length === 0) return <p className={classes['note']}>{t('pictures.no-codes')}</p>
  return (
    <ul className={classes['codes']} aria-label={t('pictures.codes')}>
      {codes.codes.map(({ format, text }) => (
        <li key={text}>
          <IconQrcode size={16} aria-hidden="true" />
          <Chip>{format}</Chip>
          <code data-testid="picture-code">{text}</code>
        </li>
      ))}
    </ul>
  )
}
