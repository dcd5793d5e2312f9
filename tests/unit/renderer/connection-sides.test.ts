import { sidesOf } from '@renderer/features/settings/connection-sides'
import type { ConnectionStep } from '@shared/domain/account'
import { expect, it } from 'vitest'

const steps = (...names: ConnectionStep['step'][]): ConnectionStep[] =>
  names.map((step) => ({ step, outcome: { kind: 'passed', detail: '' } }))
const named = (list: ConnectionStep[]) =>
  sidesOf(list).map(({ name, steps: own }) => [name, own.map(({ step }) => step)])

it.each<[string, ConnectionStep[], unknown]>([
  [
    'all of both servers',
    steps('name', 'tcp', 'tls', 'login', 'folder', 'name', 'smtp-connect', 'tls', 'smtp-login', 'from'),
    [
      ['imap', ['name', 'tcp', 'tls', 'login', 'folder']],
      ['smtp', ['name', 'smtp-connect', 'tls', 'smtp-login', 'from']],
    ],
  ],
  [
    'a receiving server that was not found',
    steps('name', 'name', 'smtp-connect'),
    [
      ['imap', ['name']],
      ['smtp', ['name', 'smtp-connect']],
    ],
  ],
  [
    'sending without a look-up',
    steps('name', 'tcp', 'smtp-connect'),
    [
      ['imap', ['name', 'tcp']],
      ['smtp', ['smtp-connect']],
    ],
  ],
  ['no password', steps('login'), [['imap', ['login']]]],
  ['a folder', steps('folder', 'disk'), [['folder', ['folder', 'disk']]]],
  ['nothing', [], []],
])('%s', (_, given, expected) => {
  expect(named(given)).toEqual(expected)
})
