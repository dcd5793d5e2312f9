import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { differingTables, replay } from '@core/record/replay'
import { verifyChain } from '@core/record/verify-chain'
import { migrations } from '@core/store/migrations'
import { integrityProblems, migrate, openDatabase, schemaVersion, type Db } from '@core/store/open-database'
import { openTestDesk, temporaryFolder } from '../../../support/desk'
import { dumpSql } from '../../../support/sql-dump'
import { longDay } from '../scenario'

/**
 * sha256 of each landed migration. A line is added with a migration and never changed once a database out there has
 * run it. Until the first release: delete the fixture, run with TEST_WRITE_FIXTURES=1 and take the hash over.
 */
const LANDED: Readonly<Record<number, string>> = {
  10: '4a3456c6d74fa7fe649ff61b2dab180d6de232c5dd4e9497c68aac889b3f2b49',
  30: '3bfd8308c02d503d99fd5aa713cbd3a096d71a1fe733e2263804c1d7893d24e6',
  40: 'a24431dd401b5dd380689146f9f5227d9c955829195367a225ec786d0588195c',
  60: '78f1b2a9edbaf93b61f8baa603fbb2d4cad83f9582c126adefb252305a992dac',
  50: '0868799d3aed23dfa07a148a2966a5ad6ff8152017f8ee3acbf140a57f827461',
  62: 'b43d33397d2a3c72455c08ae19d5675ff92a993f7d95a3e8636120524a9d5210',
  64: '0675b0cbee96e8a7c2388561dbdd16a1ca31aa51242cf880d1a16b5f07c27cb8',
  65: '266e260f6bf1503f29766bb30fc26167bab6f7744146ac57961f5000a3b5f9a4',
  63: '14c020a0b40b36b71770ab24daf73cd8e9fc3244687df14d5ecf61d807b4fc8e',
  70: '9a68074d8ac069f784ac2ace6350c923705156c52d405eea9860bb268795a9f3',
  71: 'c9cd0f99be3169e9b6e59cc421ebbe3ca37e8f8ed8b603a19c1c0d03b4fe5603',
  20: '85a75b258a8c7c2372dca1dfd3d54ea8d3178c75616555d7409426608a42f184',
}

const newest = migrations.at(-1)?.version ?? 0

let folder: string
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))
beforeAll(async () => {
  if (process.env['TEST_WRITE_FIXTURES'] === undefined || existsSync(fixtureFile(newest))) return
  const desk = openTestDesk()
  await longDay(desk)
  writeFileSync(fixtureFile(newest), dumpSql(desk.context.db))
  desk.close()
})

/** A database of each landed version, as that version filled it; `TEST_WRITE_FIXTURES=1` writes a missing one. */
function fixtureFile(version: number): string {
  const name = `${String(version).padStart(4, '0')}.sql`
  return fileURLToPath(new URL(`../../../fixtures/database-versions/${name}`, import.meta.url))
}

function open(file: string): Db {
  const opened = openDatabase(file)
  if (!opened.ok) throw new Error(JSON.stringify(opened.error))
  return opened.value
}

function schemaOf(db: Db): unknown[] {
  return db.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name').all()
}

describe('migrations', () => {
  it('are numbered upwards', () => {
    const versions = migrations.map(({ version }) => version)
    expect(versions).toEqual([...new Set(versions)].toSorted((a, b) => a - b))
  })

  it('are frozen once they landed', () => {
    const hashes = migrations.map(({ version, sql }) => [version, createHash('sha256').update(sql).digest('hex')])
    expect(Object.fromEntries(hashes)).toEqual(LANDED)
  })

  it.each(migrations.map(({ version }) => version))(
    'bring an empty database of version %i to the newest',
    (version) => {
      const file = path.join(folder, 'desk.db')
      const old = new Database(file)
      migrate(old, version)
      expect(schemaVersion(old)).toBe(version)
      old.close()
      const upgraded = open(file)
      const fresh = open(path.join(folder, 'fresh.db'))
      expect(schemaVersion(upgraded)).toBe(newest)
      expect(schemaOf(upgraded)).toEqual(schemaOf(fresh))
      upgraded.close()
      fresh.close()
    },
  )

  it.each(migrations.map(({ version }) => version))('bring a used database of version %i to the newest', (version) => {
    const file = path.join(folder, 'desk.db')
    const old = new Database(file)
    old.pragma('foreign_keys = OFF')
    old.exec(`BEGIN;${readFileSync(fixtureFile(version), 'utf8')}COMMIT;`)
    const events = old.prepare('SELECT count(*) FROM audit_events').pluck().get()
    old.close()

    const upgraded = open(file)
    const fresh = open(path.join(folder, 'fresh.db'))
    expect(schemaVersion(upgraded)).toBe(newest)
    expect(schemaOf(upgraded)).toEqual(schemaOf(fresh))
    expect(integrityProblems(upgraded)).toEqual([])
    expect(upgraded.pragma('foreign_key_check')).toEqual([])
    expect(verifyChain(upgraded)).toMatchObject({ events, problems: [] })
    // The old events still mean what they meant.
    replay(upgraded, fresh)
    expect(differingTables(upgraded, fresh)).toEqual([])
    upgraded.close()
    fresh.close()
  })
})
