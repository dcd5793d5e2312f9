/** A document to be read only, as plain elements: no editor, nothing that acts, links as their words. */
import { useText } from '@renderer/app/i18n'
import type { Mark, Node } from '@tiptap/pm/model'
import { createElement, Fragment, type ReactNode } from 'react'
import classes from './plain-document.module.css'

const BLOCKS: Readonly<Record<string, string>> = {
  title: 'h2',
  paragraph: 'p',
  caption: 'p',
  blockquote: 'blockquote',
  bulletList: 'ul',
  listItem: 'li',
  codeBlock: 'pre',
  tableRow: 'tr',
}
const MARKS: Readonly<Record<string, string>> = {
  bold: 'strong',
  italic: 'em',
  underline: 'u',
  strike: 's',
  code: 'code',
  insertion: 'ins',
  deletion: 'del',
}

export function PlainDocument({ document }: { readonly document: Node }) {
  return (
    // Focused to be scrolled by the keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <article className={classes['document']} lang="zh-CN" tabIndex={0} data-testid="original-document">
      <Children of={document} />
    </article>
  )
}

function Children({ of }: { readonly of: Node }) {
  return of.children.map((child, index) => <Part key={index} node={child} />)
}

function Part({ node }: { readonly node: Node }): ReactNode {
  const t = useText()
  const { name } = node.type
  if (node.isText) return marked(node.text ?? '', node.marks)
  switch (name) {
    case 'hardBreak':
      return <br />
    case 'horizontalRule':
      return <hr />
    case 'footnoteRef':
      return <sup>*</sup>
    case 'image': {
      const { sha256, alt } = node.attrs as { readonly sha256: string; readonly alt: string }
      return sha256 === '' ? (
        <span className={classes['absent']}>[{alt || t('review.original.picture')}]</span>
      ) : (
        <img src={`app://blob/${sha256}`} alt={alt} />
      )
    }
    case 'orderedList':
      return (
        <ol start={Number(node.attrs['start'])}>
          <Children of={node} />
        </ol>
      )
    case 'table':
      return (
        <table>
          <tbody>
            <Children of={node} />
          </tbody>
        </table>
      )
    case 'tableCell':
    case 'tableHeader':
      return createElement(
        name === 'tableHeader' ? 'th' : 'td',
        { colSpan: Number(node.attrs['colspan']), rowSpan: Number(node.attrs['rowspan']) },
        <Children of={node} />,
      )
    case 'heading':
      return createElement(`h${Math.min(Number(node.attrs['level']) + 2, 6)}`, null, <Children of={node} />)
    case 'footnote':
      return (
        <aside className={classes['note']} aria-label={t('review.original.footnote')}>
          <Children of={node} />
        </aside>
      )
    default:
      return createElement(BLOCKS[name] ?? 'div', null, <Children of={node} />)
  }
}

function marked(text: string, marks: readonly Mark[]): ReactNode {
  return marks.reduce<ReactNode>(
    (inner, mark) => {
      const element = MARKS[mark.type.name]
      return element === undefined ? inner : createElement(element, null, inner)
    },
    <Fragment>{text}</Fragment>,
  )
}
