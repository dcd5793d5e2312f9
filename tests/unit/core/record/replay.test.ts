import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { differingTables, replay, STATE_TABLES, stateRows } from '@core/record/replay'
import { verifyChain } from '@core/record/verify-chain'
import { openDatabase } from '@core/store/open-database'
import { openTestDesk, type TestDesk } from '../../../support/desk'
import { imageOf, memoryCopy } from '../../../support/memory-copy'
import { longDay } from '../scenario'

let desk: TestDesk
beforeEach(() => {
  desk = openTestDesk()
})
afterEach(() => desk.close())

describe('replay', () => {
  it('rebuilds every state table row for row', async () => {
    await longDay(desk)
    const opened = openDatabase(path.join(desk.profileDir, 'replayed.db'))
    if (!opened.ok) throw new Error(JSON.stringify(opened.error))
    const { db } = desk.context
    expect(replay(db, opened.value)).toBe(verifyChain(db).events)
    expect(differingTables(db, opened.value)).toEqual([])
    // An empty table proves nothing: the day must have touched them all.
    expect(STATE_TABLES.filter((table) => stateRows(db, table).length === 0)).toEqual([])
    opened.value.close()
  })

  it('finds a state table that something else wrote to', async () => {
    await longDay(desk)
    const copy = memoryCopy(imageOf(desk.context.db))
    copy.exec("UPDATE submissions SET state = 'accepted' WHERE state = 'new'")
    copy.exec('DELETE FROM provenance')
    expect(differingTables(desk.context.db, copy)).toEqual(['provenance', 'submissions'])
    copy.close()
  })

  it('knows every table: what is no state is raw mail, derived, or the record itself', () => {
    const tables = desk.context.db
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
      .pluck()
      .all() as string[]
    const others = [
      'erasure_rest',
      'audit_events',
      'audit_payloads',
      'messages',
      'message_places',
      'sync_cursors',
      'parsed_messages',
      'checks',
      'fingerprinted',
      'fingerprints',
      'similar_pairs',
      'similar_articles',
      'name_sounds',
      'oversized_mails',
      'pending_conversions',
      'message_references',
      'server_changes',
      'expiring_links',
      'published_articles',
      'picture_codes',
      'findings',
      'trial_findings',
      'past_checks',
      'rule_pack_sets',
      'rule_pack_sources',
      'working_copies',
      'working_steps',
    ]
    expect(tables.toSorted()).toEqual([...STATE_TABLES, ...others].toSorted())
  })
})
