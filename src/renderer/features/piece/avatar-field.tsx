/** 头像: one of the pictures that came with the piece, or a file. */
import { Button, FileButton, Input } from '@mantine/core'
import { useText } from '@renderer/app/i18n'
import { ErrorNotice } from '@renderer/components/report-error'
import { useKeepPicture } from './use-keep-picture'
import classes from './piece.module.css'

export function AvatarField({
  label,
  pictures,
  sha256,
  general,
  onChange,
}: {
  readonly label: string
  readonly pictures: readonly string[]
  readonly sha256: string
  readonly general: string
  readonly onChange: (sha256: string) => void
}) {
  const t = useText()
  const keep = useKeepPicture()
  const shown = sha256 === '' ? general : sha256
  const offered = pictures.includes(shown) || shown === '' ? pictures : [shown, ...pictures]
  return (
    <Input.Wrapper label={label} labelElement="div">
      <fieldset className={classes['avatars']} aria-label={label}>
        {offered.map((each, index) => (
          <button
            key={each}
            type="button"
            aria-pressed={each === shown}
            aria-label={t('pictures.number', { number: index + 1 })}
            className={classes['avatar']}
            onClick={() => onChange(each)}
          >
            <img src={`app://blob/${each}`} alt="" />
          </button>
        ))}
        <FileButton
          accept="image/png,image/jpeg,image/webp,image/gif"
          onChange={(file) => {
            if (file !== null) keep.mutate(file, { onSuccess: ({ sha256: kept }) => onChange(kept) })
          }}
        >
          {(props) => (
            <Button variant="default" size="xs" loading={keep.isPending} {...props} data-testid="avatar-file">
              {t('details.avatar-file')}
            </Button>
          )}
        </FileButton>
        {sha256 !== '' && (
          <Button variant="subtle" color="gray" size="xs" onClick={() => onChange('')}>
            {t('details.avatar-none')}
          </Button>
        )}
      </fieldset>
      <ErrorNotice error={keep.error} onClose={keep.reset} />
    </Input.Wrapper>
  )
}
