/** How long tasks may take; apart from the tasks, so that who starts them need not load them. */
import type { TaskName } from './tasks'

/**
 * Milliseconds a task may take before its worker is killed. A healthy mail takes under 100 ms a
 * megabyte, the slowest Word file that the limits let through three seconds, and comparing two texts of the greatest length takes 0.2 s;
 * past these the input is at fault.
 */
export const TASK_DEADLINES: Readonly<Record<TaskName, number>> = {
  parse: 20_000,
  attachments: 20_000,
  // 128 MiB inflate in under two seconds.
  unpack: 10_000,
  'preview-text': 5_000,
  'list-entries': 5_000,
  convert: 45_000,
  // Reads the mail first.
  'convert-mail': 60_000,
  // A fifth of a second of work, and a wait for another that feeds.
  'search-feed': 20_000,
  // Fifty pictures of 2 MB in base64 take about a second.
  'export-text': 30_000,
  // 300,000 characters with 50 pictures take about three seconds.
  'export-docx': 60_000,
  // 48 megapixels decode and search in about 3 seconds.
  'picture-codes': 20_000,
  // 8 MB take a tenth of a second.
  sheet: 5_000,
  // A sound pattern goes through a long text in milliseconds; whoever waits is typing.
  find: 2_000,
  check: 20_000,
  // Milliseconds, but for the first time, which is as settling.
  'typed-text': 30_000,
  // Milliseconds, but for the first time, which is a check.
  recheck: 20_000,
  'end-typing': 5_000,
  // A long article takes some milliseconds, a million characters of figures about two seconds.
  figures: 10_000,
  // A pack of the greatest length (4 million characters of YAML) takes about ten seconds.
  'read-packs': 60_000,
  'rule-details': 20_000,
  'find-rules': 20_000,
  // Somebody is typing; a sound rule takes milliseconds.
  'try-rule': 5_000,
  'propose-pack': 60_000,
  'compare-packs': 30_000,
  'try-manuscripts': 60_000,
  // Twenty thousand steps in a long document take under two seconds.
  settle: 30_000,
  // Two novels of a million characters take about four seconds, a thousand anchors in them ten.
  'carry-anchors': 40_000,
  'diff-texts': 20_000,
  fingerprint: 10_000,
  compare: 20_000,
  articles: 60_000,
  sentences: 10_000,
}
