/**
 * What reads a mail and connects to nothing: all that a worker loads. The libraries for connections would cost each of them a
 * fifth of a second and twenty megabytes.
 */
export { parseMessage, type ParseFailure, type ParseOptions, type ParseOutcome } from './parse-message'
export { splitHtmlBody, splitTextBody, type SplitBody } from './split-body'
export { unpackEntry, UNPACK_LIMITS, type UnpackedEntry, type UnpackLimits } from './unpack-entry'
export { listArchive } from './zip-entries'
