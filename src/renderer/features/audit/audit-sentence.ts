/** What an event says in the audit trail: as on a timeline, and the desk's own events besides. */
import type { Format } from '@renderer/app/format'
import type { Say } from '@renderer/app/i18n'
import { timelineSentence, type TimelineSentence } from '@renderer/components/timeline-sentence'
import type { AuditBreak, AuditEntry } from '@shared/domain/audit'
import { templateNameSchema } from '@shared/domain/letter'
import { roleSchema } from '@shared/domain/role'

export function auditSentence(t: Say, format: Format, entry: AuditEntry): TimelineSentence {
  const text = (name: string): string => String(entry.params[name] ?? '')
  if (entry.erased) return { head: entry.type, body: t('audit.erased') }
  const head = ownHeadline()
  return head === null ? timelineSentence(t, format, entry) : { head, body: text('reason') }

  function ownHeadline(): string | null {
    const on = entry.params['on'] === 1
    switch (entry.type) {
      case 'desk.created':
        return t('audit.event.desk-created')
      case 'desk.letter-settings-changed':
        return t('audit.event.letter-settings')
      case 'desk.export-settings-changed':
        return t('audit.event.export-settings')
      case 'editor.named':
        return t('audit.event.editor-named', { name: text('name') || t('audit.nameless') })
      case 'editor.role-changed':
        return t('audit.event.role-changed', { name: text('name'), role: roleWord(t, text('to')) })
      case 'editor.retired':
        return t(on ? 'audit.event.editor-retired' : 'audit.event.editor-reinstated', { name: text('name') })
      case 'editor.coloured':
        return t('audit.event.editor-coloured', { name: text('name') })
      case 'desk.editor-switched':
        return t('audit.event.editor-switched', { name: text('name') || t('audit.nameless') })
      case 'desk.approval-changed':
        return t(on ? 'audit.event.approval-on' : 'audit.event.approval-off')
      case 'desk.notices-changed':
        return t('audit.event.notices-changed')
      case 'template.saved':
        return templateHeadline()
      case 'account.added':
        return t('audit.event.account-added', { address: text('address') })
      case 'account.changed':
        return t('audit.event.account-changed', { address: text('address') })
      case 'account.intake-changed':
        return t('audit.event.account-intake')
      case 'account.removed':
        return t('audit.event.account-removed')
      case 'submission.read':
        return t('audit.event.read')
      case 'submission.unread':
        return t('audit.event.unread')
      case 'rule-pack.saved':
        return t('audit.event.pack-saved', { pack: text('pack') })
      case 'rule-pack.switched':
        return t(on ? 'audit.event.pack-on' : 'audit.event.pack-off', { pack: text('pack') })
      case 'rule-pack.removed':
        return t('audit.event.pack-removed', { pack: text('pack') })
      case 'rule.switched':
        return t(on ? 'audit.event.rule-on' : 'audit.event.rule-off', { rule: text('rule') })
      default:
        return null
    }
  }

  function templateHeadline(): string {
    const known = templateNameSchema.safeParse(entry.params['template'])
    const name = known.success ? t(`letter-template.${known.data}`) : text('template')
    if (entry.params['shipped'] === 1) return t('audit.event.template-shipped', { name })
    const restored = text('restored')
    return restored === '0'
      ? t('audit.event.template-saved', { name, version: text('version') })
      : t('audit.event.template-restored', { name, version: text('version'), restored })
  }
}

function roleWord(t: Say, role: string): string {
  const known = roleSchema.safeParse(role)
  return known.success ? t(`role.${known.data}`) : role
}

/** Who did it, in words. */
export function doerOf(t: Say, { editorId, editorName }: AuditEntry): string {
  if (editorId === 'desk') return t('audit.desk-itself')
  return editorName || t('audit.nameless')
}

/** Where the database was changed by something else than the desk. */
export function breakSentence(t: Say, found: AuditBreak): string {
  if (found.kind === 'chain') {
    return t(`audit.break.${found.fault}`, { seq: String(found.seq), expected: String(found.expected ?? '') })
  }
  const { table, key } = found
  return t(`audit.break.state-${found.fault}`, { table, key, columns: found.columns.join(', ') })
}
