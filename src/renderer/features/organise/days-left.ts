/** How long until a local date: days, negative once it is past. */
const DAY = 86_400_000

export function daysLeft(today: string, replyBy: string): number {
  return Math.round((Date.parse(`${replyBy}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / DAY)
}
