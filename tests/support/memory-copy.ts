import Database from 'better-sqlite3'

/** The bytes of a database as it stands, in a form that opens in memory. */
export function imageOf(db: Database.Database): Buffer {
  const image = db.serialize()
  // SQLite's header, bytes 18 and 19: a WAL database cannot live in memory.
  image.fill(1, 18, 20)
  return image
}

/** A copy in memory as somebody with the file and a tool would have it: no foreign keys are checked. */
export function memoryCopy(image: Buffer): Database.Database {
  const db = new Database(image)
  db.pragma('foreign_keys = OFF')
  return db
}
