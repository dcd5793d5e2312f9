/** Rule packs of the desk, their switches, and the allow-list. */
import type { Database } from 'better-sqlite3'
import { assertNever } from '@shared/domain/result'
import type { EventOf } from './event-of'

export function applyRules(
  db: Database,
  event: EventOf<
    | 'rule-pack.saved'
    | 'rule-pack.switched'
    | 'rule-pack.removed'
    | 'rule.switched'
    | 'allow-entry.added'
    | 'allow-entry.withdrawn'
  >,
): void {
  switch (event.type) {
    case 'rule-pack.saved': {
      const { name, version, hash, source, baseHash, how, changes, note } = event.payload
      db.prepare(
        `INSERT INTO rule_packs (name, hash, base_hash) VALUES (?, ?, ?)
         ON CONFLICT (name) DO UPDATE SET hash = excluded.hash, base_hash = excluded.base_hash, removed = 0`,
      ).run(name, hash, baseHash)
      db.prepare(
        `INSERT INTO rule_pack_versions (name, revision, hash, source, version, base_hash, how, changes, note, editor_id, at)
         VALUES (@name, (SELECT coalesce(max(revision), 0) + 1 FROM rule_pack_versions WHERE name = @name),
           @hash, @source, @version, @baseHash, @how, @changes, @note, @editorId, @at)`,
      ).run({
        name,
        hash,
        source,
        version,
        baseHash,
        how,
        changes: JSON.stringify(changes),
        note,
        editorId: event.editorId,
        at: event.at,
      })
      break
    }
    case 'rule-pack.switched':
      db.prepare(
        `INSERT INTO rule_packs (name, enabled) VALUES (?, ?)
         ON CONFLICT (name) DO UPDATE SET enabled = excluded.enabled`,
      ).run(event.payload.name, event.payload.on ? 1 : 0)
      break
    case 'rule-pack.removed':
      db.prepare('UPDATE rule_packs SET removed = 1 WHERE name = ?').run(event.payload.name)
      break
    case 'rule.switched': {
      const { ruleId, pack, on, reason } = event.payload
      db.prepare('DELETE FROM rule_switches WHERE rule_id = ?').run(ruleId)
      if (!on) {
        db.prepare('INSERT INTO rule_switches (rule_id, pack, reason, editor_id, at) VALUES (?, ?, ?, ?, ?)').run(
          ruleId,
          pack,
          reason,
          event.editorId,
          event.at,
        )
      }
      break
    }
    case 'allow-entry.added': {
      const { entryId, scope, authorId, submissionId, ruleId, words, folded, reason, expiresOn } = event.payload
      db.prepare(
        `INSERT INTO allow_entries
           (id, scope, author_id, submission_id, rule_id, words, folded, reason, expires_on, editor_id, added_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ).run(entryId, scope, authorId, submissionId, ruleId, words, folded, reason, expiresOn, event.editorId, event.at)
      break
    }
    case 'allow-entry.withdrawn':
      db.prepare('UPDATE allow_entries SET withdrawn_at = ?, withdrawn_by = ?, withdrawn_why = ? WHERE id = ?').run(
        event.at,
        event.editorId,
        event.payload.reason,
        event.payload.entryId,
      )
      break
    default:
      assertNever(event)
  }
}
