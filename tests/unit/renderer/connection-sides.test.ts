import { sidesOf } from '@renderer/features/settings/connection-sides'
import type { ConnectionStep } from '@shared/domain/account'
import { expect, it } from 'vitest'

const steps = (server: ConnectionStep['server'], ...names: ConnectionStep['step'][]): ConnectionStep[] =>
  names.map((step) => ({ step, server, outcome: { kind: 'passed', detail: '' } }))
const named = (list: ConnectionStep[]) =>
  sidesOf(list).map(({ name, steps: own }) => [name, own.map(({ step }) => step)])

it.each<[string, ConnectionStep[], unknown]>([
  [
    'all of both servers',
    [
      ...steps('imap', 'name', 'tcp', 'tls', 'login', 'folder'),
      ...steps('smtp', 'name', 'smtp-connect', 'tls', 'smtp-login', 'from'),
    ],
    [
      ['imap', ['name', 'tcp', 'tls', 'login', 'folder']],
      ['smtp', ['name', 'smtp-connect', 'tls', 'smtp-login', 'from']],
    ],
  ],
  ['no password', steps('imap', 'login'), [['imap', ['login']]]],
  ['a folder', steps('disk', 'folder', 'disk'), [['folder', ['folder', 'disk']]]],
  ['nothing', [], []],
])('%s', (_, given, expected) => {
  expect(named(given)).toEqual(expected)
})
