/** Bounds of a pull: what is in memory at one time. */

/** A mail above this stays on the server: providers end at 100 MB, and it has to fit in memory once. */
export const MAX_PULLED_BYTES = 150 * 1024 * 1024

/** Mails above this are downloaded by themselves in pieces; ImapFlow holds what it fetches whole more than once. */
export const STREAM_ABOVE_BYTES = 4 * 1024 * 1024

/** Bytes fetched by one command. */
export const MAX_GROUP_BYTES = 8 * 1024 * 1024

/**
 * Mails fetched by one command: small enough to stop soon, large enough for a distant server, and for a group's mails to share
 * the folders that are synced with them.
 */
export const MAX_GROUP_MAILS = 128

/** Mails whose sizes are asked for by one command. */
export const LISTING_BATCH = 500

/** Bytes asked for at a time while a large mail is downloaded. */
export const DOWNLOAD_CHUNK_BYTES = 512 * 1024
