import { notifications, notificationsStore } from '@mantine/notifications'
import { beforeEach, expect, test, vi } from 'vitest'

// The window has one.
vi.stubGlobal('navigator', { languages: ['zh-CN'] })
const { makeQueryClient } = await import('@renderer/app/query-client')

const shown = (): number => {
  const { notifications: now, queue } = notificationsStore.getState()
  return now.length + queue.length
}
const coreLost = (): Error => Object.assign(new Error('the port was closed'), { name: 'AbortError' })
const client = makeQueryClient()

beforeEach(() => notifications.clean())

test('a question that the core took with it is not told of: the next core is asked again', async () => {
  const asked = client.fetchQuery({ queryKey: ['a'], queryFn: () => Promise.reject(coreLost()), retry: false })
  await expect(asked).rejects.toThrow('the port was closed')
  expect(shown()).toBe(0)
})

test('a step that the core took with it is, and so is a bug in an answer', async () => {
  const step = client.getMutationCache().build(client, { mutationFn: () => Promise.reject(coreLost()) })
  await expect(step.execute(undefined)).rejects.toThrow('the port was closed')
  expect(shown()).toBe(1)
  const asked = client.fetchQuery({ queryKey: ['b'], queryFn: () => Promise.reject(new Error('bug')), retry: false })
  await expect(asked).rejects.toThrow('bug')
  expect(shown()).toBe(2)
})
