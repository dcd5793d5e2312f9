/** What 小羽毛 takes over: accepted pieces whose authors are not connected on WeChat yet. */
import type { Database } from 'better-sqlite3'
import type { SubmissionState, WechatState } from '@shared/domain/submission'

export interface HandOffPiece {
  readonly number: string
  readonly title: string
  /** The newest version's 署名. */
  readonly byline: string
  readonly authorName: string
  readonly address: string
  readonly wechat: string
  readonly phone: string
  readonly state: WechatState
}

/** The oldest first. */
export function handOffPieces(db: Database): HandOffPiece[] {
  return db
    .prepare(
      `SELECT s.number, s.title, coalesce(v.byline, '') AS byline, a.name AS authorName, a.wechat AS state,
         coalesce((SELECT address FROM author_addresses d WHERE d.author_id = a.id ORDER BY d.address LIMIT 1), '') AS address,
         coalesce((SELECT value FROM author_facts f WHERE f.author_id = a.id AND f.field = 'wechat'), '') AS wechat,
         coalesce((SELECT value FROM author_facts f WHERE f.author_id = a.id AND f.field = 'phone'), '') AS phone
       FROM submissions s JOIN authors a ON a.id = s.author_id LEFT JOIN manuscript_versions v ON v.id = s.current_version_id
       WHERE s.state = 'accepted' AND s.merged_into IS NULL AND a.wechat <> 'connected'
       ORDER BY s.received_at, s.number`,
    )
    .all() as HandOffPiece[]
}

/** Whose piece a 稿号 names; null for none. */
export function submissionByNumber(
  db: Database,
  number: string,
): { authorId: string; authorName: string; state: WechatState; submissionState: SubmissionState } | null {
  const row = db
    .prepare(
      `SELECT a.id AS authorId, a.name AS authorName, a.wechat AS state, s.state AS submissionState
       FROM submissions s JOIN authors a ON a.id = s.author_id WHERE s.number = ?`,
    )
    .get(number)
  return (row as ReturnType<typeof submissionByNumber>) ?? null
}
