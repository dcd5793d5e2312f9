import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { copySampleMailbox } from '../../../src/main/profile'
import { RESOURCES_DIR, temporaryFolder } from '../../support/desk'

vi.mock('electron', () => ({ app: {} }))

let folder: string
beforeEach(() => {
  folder = path.join(temporaryFolder(), '张三 的资料')
  mkdirSync(folder)
})
afterEach(() => rmSync(path.dirname(folder), { recursive: true, force: true }))

it('copies the sample mailbox whole, over what an interrupted copy left', () => {
  mkdirSync(path.join(folder, 'sample-mailbox.new'))
  const target = copySampleMailbox(folder, RESOURCES_DIR)
  const source = path.join(RESOURCES_DIR, 'sample-mailbox')
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).toSorted()
  expect(readdirSync(target, { recursive: true, encoding: 'utf8' }).toSorted()).toEqual(files)
  expect(files.some((name) => name.startsWith('new') || name.startsWith('cur'))).toBe(true)
  expect(existsSync(`${target}.new`)).toBe(false)
})

it('leaves a mailbox that is there as it is', () => {
  const target = copySampleMailbox(folder, RESOURCES_DIR)
  writeFileSync(path.join(target, 'mine'), 'x')
  expect(copySampleMailbox(folder, '/nowhere')).toBe(target)
  expect(readFileSync(path.join(target, 'mine'), 'utf8')).toBe('x')
})
