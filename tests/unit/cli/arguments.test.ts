import { rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { profileFolder } from '@core/cli/profile-folder'
import { cellsOf, columns, manyLines, oneLine } from '@core/cli/text-columns'
import { temporaryFolder } from '../../support/desk'
import { runTougao } from './run-tougao'

const folder = temporaryFolder()
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('bad usage', () => {
  it.each([
    [['frobnicate'], 'frobnicate'],
    [['list', '--frobnicate'], '--frobnicate'],
    [['list', '--state', 'lost'], 'lost'],
    [['list', 'too', 'many'], 'too many'],
    [['show'], 'ID'],
    [['import'], 'PATH'],
    [['export', '2609-001', 'out.json'], '--to'],
    [['export', '2609-001', '--to', 'txt', 'out'], 'txt'],
    [['decide', '2609-001', 'perhaps', '--reason', 'x'], 'perhaps'],
    [['decide', '2609-001', 'accept'], '--reason'],
    [['decide', '2609-001', 'accept', '--reason', 'x', '--no-letter', '--template', 'accept'], '--no-letter'],
    [['decide', '2609-001', 'junk', '--reason', 'x', '--template', 'reject'], '--template'],
    [['outbox', '--retry', 'a', '--cancel', 'b'], '--cancel'],
    [['outbox', '--even-if-unsure'], '--retry'],
    [['check'], '--jsonl'],
    [['check', '--jsonl', 'a', 'b'], '--jsonl'],
    [['check', '--jsonl', 'a', '--format', 'sarif'], '--jsonl'],
    [['check', '-', '--json', '--format', 'text'], '--format text'],
    [['account', 'add', '--imap', 'imaps://mail.example.com'], '--address'],
    [['account', 'add', '--address', 'a@b.example', '--imap', 'https://b.example'], 'imaps://'],
    [['account', 'add', '--maildir', '.', '--imap', 'imaps://b.example'], '--maildir'],
    [['--profile'], '--profile'],
  ])('%j exits with 2 and names what is wrong', async (args, named) => {
    const { code, stdout, stderr } = await runTougao(folder, args)
    expect(code).toBe(2)
    expect(stderr).toContain(named)
    // With --json there is one value even then.
    if (args.includes('--json')) expect(JSON.parse(stdout)).toEqual({ error: { code: 'usage', params: {} } })
    else expect(stdout).toBe('')
  })

  it('shows the help on stderr when no command is named, on stdout when it is asked for', async () => {
    const none = await runTougao(folder, [])
    expect([none.code, none.stdout]).toEqual([2, ''])
    expect(none.stderr).toContain('Commands:')
    const help = await runTougao(folder, ['--help'])
    expect([help.code, help.stderr]).toEqual([0, ''])
    expect(help.stdout).toContain('import')
    expect((await runTougao(folder, ['--version'])).stdout).toBe('1.2.3\n')
  })

  it('shows the options of every command with each command', async () => {
    const { stdout } = await runTougao(folder, ['account', 'add', '--help'])
    expect(stdout).toContain('--imap <URL>')
    expect(stdout).toContain('--profile <DIR>')
  })
})

describe('the language', () => {
  it.each([
    [{ LANG: 'zh_CN.UTF-8' }, '没有这个命令'],
    [{ LC_ALL: 'zh_TW.UTF-8', LANG: 'en_US.UTF-8' }, '没有这个命令'],
    [{ LC_ALL: 'C', LANG: 'zh_CN.UTF-8' }, 'There is no such command'],
    [{}, 'There is no such command'],
  ])('%j', async (env, sentence) => {
    expect((await runTougao(folder, ['frobnicate'], { env })).stderr).toContain(sentence)
  })

  it('is that of the help as well', async () => {
    const { stdout } = await runTougao(folder, ['decide', '--help'], { env: { LANG: 'zh_CN.UTF-8' } })
    for (const word of ['用法：', '参数：', '选项：', '通用选项：', '理由']) expect(stdout).toContain(word)
    expect(stdout).not.toContain('Usage:')
  })
})

describe('the profile', () => {
  const host = { env: {}, home: '/home/wang', cwd: '/work' }
  it('is the folder that is named, from where one is', () => {
    expect(profileFolder('desk', { ...host, platform: 'linux' })).toBe('/work/desk')
    expect(profileFolder('/desk', { ...host, platform: 'linux' })).toBe('/desk')
  })
  it('is the app’s own otherwise', () => {
    const linux = { ...host, platform: 'linux' as const }
    expect(profileFolder(undefined, linux)).toBe('/home/wang/.config/Tougao Desk')
    expect(profileFolder(undefined, { ...linux, env: { XDG_CONFIG_HOME: '/xdg' } })).toBe('/xdg/Tougao Desk')
    expect(profileFolder(undefined, { ...linux, env: { XDG_CONFIG_HOME: 'xdg' } })).toBe(
      '/home/wang/.config/Tougao Desk',
    )
    expect(profileFolder(undefined, { ...host, platform: 'darwin' })).toBe(
      '/home/wang/Library/Application Support/Tougao Desk',
    )
    expect(profileFolder(undefined, { ...host, platform: 'win32', env: { APPDATA: 'C:\\Users\\wang\\Roaming' } })).toBe(
      'C:\\Users\\wang\\Roaming\\Tougao Desk',
    )
  })

  it.each([['list'], ['stats'], ['authors'], ['verify'], ['show', 'x'], ['outbox'], ['account', 'list']])(
    'that is not there is not made by reading: %s',
    async (...args) => {
      const { code, stderr, json } = await runTougao(folder, [...args, '--json'])
      expect([code, json()]).toMatchObject([1, { error: { code: 'no-profile' } }])
      expect(stderr).toContain(path.join(folder, 'profile'))
    },
  )

  it('that is damaged is said to be so, and left as it is', async () => {
    const damaged = temporaryFolder()
    await runTougao(damaged, ['account', 'add', '--maildir', damaged])
    const file = path.join(damaged, 'profile', 'desk.db')
    writeFileSync(file, 'this is no database, whatever its name says'.repeat(200))
    const verified = await runTougao(damaged, ['verify', '--json'])
    expect([verified.code, verified.json()]).toMatchObject([1, { ok: false, database: 'damaged' }])
    const listed = await runTougao(damaged, ['list', '--json'])
    expect([listed.code, listed.json()]).toMatchObject([1, { error: { code: 'damaged' } }])
    const written = await runTougao(damaged, ['import', damaged, '--json'])
    expect([written.code, written.json()]).toMatchObject([1, { error: { code: 'damaged' } }])
    rmSync(damaged, { recursive: true, force: true })
  })
})

describe('text for a terminal', () => {
  it('lines columns up with wide characters', () => {
    expect(cellsOf('a稿，')).toBe(5)
    expect(
      columns([
        ['稿号', 'x'],
        ['2609', 'y'],
      ]),
    ).toBe('稿号  x\n2609  y')
  })
  it('lets nothing that an author wrote steer it', () => {
    expect(oneLine('a\u001B[31m\nb\u202Ec')).toBe('a [31m b c')
    expect(manyLines('a\u001B]0;x\u0007\nb\u2028c\u202E')).toBe('a]0;x\nb\nc')
  })
})
