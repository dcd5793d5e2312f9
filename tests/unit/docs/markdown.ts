/** The project's documents, read for what can be checked of them. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { projectDir } from '../../../scripts/lib/paths.mjs'

export interface Document {
  /** From the project's folder: `docs/architecture.md`. */
  readonly file: string
  readonly text: string
}

/** README*.md and docs/*.md. */
export const documents: readonly Document[] = ['.', 'docs'].flatMap((folder) =>
  readdirSync(path.join(projectDir, folder))
    .filter((name) => name.endsWith('.md') && (folder === 'docs' || name.startsWith('README')))
    .map((name) => read(path.join(folder, name))),
)

export function read(file: string): Document {
  return { file, text: readFileSync(path.join(projectDir, file), 'utf8') }
}

/** Links and pictures that lead to a file of the project, without their anchors. */
export function linksOf({ text }: Document): string[] {
  const addresses = [
    ...[...text.matchAll(/\]\(([^()\s]+)\)/g)].map((match) => match[1] ?? ''),
    ...[...text.matchAll(/\b(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? ''),
  ]
  return addresses
    .filter((address) => !/^[a-z]+:/i.test(address))
    .map((address) => address.replace(/#.*$/, ''))
    .filter((address) => address !== '')
}

/** Everything in backticks, in line or fenced. */
export function codeOf({ text }: Document): string[] {
  const fenced = [...text.matchAll(/^```[^\n]*\n(.*?)^```/gms)].map((match) => match[1] ?? '')
  const inline = [...text.replaceAll(/^```.*?^```/gms, '').matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? '')
  return [...fenced, ...inline]
}

/** The rows of the table under a heading that begins with `| head |`, as cells. */
export function tableOf({ file, text }: Document, head: string): string[][] {
  const lines = text.split('\n')
  const at = lines.findIndex((line) => line.startsWith(`| ${head} |`))
  if (at < 0) throw new Error(`${file} has no table that begins with ${head}`)
  const rows: string[][] = []
  for (const line of lines.slice(at + 2)) {
    if (!line.startsWith('|')) break
    rows.push(
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    )
  }
  return rows
}

/** Words in backticks within a cell. */
export function namesIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '')
}

/** The arrows of the state diagram under a heading, as `from > to`, without start and end. */
export function arrowsOf({ text }: Document, heading: string): string[] {
  const section = text.slice(text.indexOf(`## ${heading}\n`))
  const diagram = /```mermaid\nstateDiagram-v2\n(.*?)```/s.exec(section)?.[1] ?? ''
  return [...diagram.matchAll(/^\s*(\S+) --> (\S+?)(?::|$)/gm)]
    .map((match) => `${match[1]} > ${match[2]}`)
    .filter((arrow) => !arrow.includes('[*]'))
}
