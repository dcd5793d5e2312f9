/** In 版本: every file that the piece has, and the words of each mail, to be made the manuscript. */
import { Button, Menu } from '@mantine/core'
import { IconFileText, IconMail, IconReplace } from '@tabler/icons-react'
import { useText } from '@renderer/app/i18n'
import type { ThreadMessage } from '@shared/domain/submission'
import type { ListedFile } from './file-list'
import { listedAttachments, listedHandedOver, useSubmissionFiles } from './submission-files'
import { useChooseManuscript, type NamedChoice } from './use-choose-manuscript'
import classes from './choose-manuscript.module.css'

/** What is listed at once of an archive; the rest is reached from its list in 往来. */
const MOST_ENTRIES = 30

export function ChooseManuscript({
  submissionId,
  mails,
}: {
  readonly submissionId: string
  readonly mails: readonly ThreadMessage[]
}) {
  const t = useText()
  const files = useSubmissionFiles(submissionId).data
  const { choose, busy } = useChooseManuscript(submissionId)
  const bodies = mails
    .filter(({ kind }) => kind !== 'duplicate' && kind !== 'sent')
    .map(({ hash, subject }) => ({
      choice: { of: 'body' as const, messageHash: hash },
      name: t('file.as-manuscript-body', { subject: subject || t('subject.none') }),
    }))
  const listed =
    files === undefined
      ? []
      : [
          ...listedHandedOver(submissionId, files.handedOver),
          ...files.mails.flatMap(({ messageHash, attachments }) =>
            listedAttachments(
              messageHash,
              attachments.filter(({ inline }) => !inline),
            ),
          ),
        ].flatMap(choicesOf)
  return (
    <Menu position="bottom-start" width={340}>
      <Menu.Target>
        <Button
          variant="default"
          leftSection={<IconReplace size={15} aria-hidden="true" />}
          loading={busy}
          data-testid="choose-manuscript"
        >
          {t('file.as-manuscript-choose')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={classes['list'] ?? ''}>
        {listed.map((each) => (
          <Item key={JSON.stringify(each.choice)} chosen={each} onChoose={choose} icon={<IconFileText size={15} />} />
        ))}
        {listed.length > 0 && bodies.length > 0 && <Menu.Divider />}
        {bodies.map((each) => (
          <Item key={each.choice.messageHash} chosen={each} onChoose={choose} icon={<IconMail size={15} />} />
        ))}
        {listed.length + bodies.length === 0 && <Menu.Label>{t('file.as-manuscript-none')}</Menu.Label>}
      </Menu.Dropdown>
    </Menu>
  )
}

function Item({
  chosen,
  onChoose,
  icon,
}: {
  readonly chosen: NamedChoice
  readonly onChoose: (chosen: NamedChoice) => void
  readonly icon: React.ReactNode
}) {
  return (
    <Menu.Item leftSection={icon} onClick={() => onChoose(chosen)} title={chosen.name} data-testid="choose-item">
      <span className={classes['name']}>{chosen.name}</span>
    </Menu.Item>
  )
}

/** A file by itself, or what lies in an archive. */
function choicesOf({ ref, filename, entries }: ListedFile): NamedChoice[] {
  // What was put to a contact note is no part of the piece.
  if (ref.of === 'note') return []
  if (entries === null || entries.length === 0) return [{ choice: ref, name: filename }]
  return entries.slice(0, MOST_ENTRIES).flatMap((name, entry) => {
    const last = name.split(/[\\/]/).at(-1) ?? ''
    return last === '' ? [] : [{ choice: { ...ref, entry }, name: last }]
  })
}
