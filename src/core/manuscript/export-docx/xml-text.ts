/** Text as XML 1.0 can hold it, and as Word's runs want it. */
import { BuilderElement, XmlComponent } from 'docx'

/** Without characters that no XML may have (2.2 Char) and halves of surrogate pairs. */
export function xmlText(text: string): string {
  return text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '').replace(/\p{Surrogate}/gu, '\uFFFD')
}

/** `w:t` or `w:delText` with its blanks. */
class TextElement extends XmlComponent {
  constructor(name: 'w:t' | 'w:delText', text: string) {
    super(name)
    this.root.push({ _attr: { 'xml:space': 'preserve' } }, text)
  }
}

/** The content of a run: tabs and line breaks are elements of their own. */
export function runText(text: string, deleted: boolean): XmlComponent[] {
  return xmlText(text)
    .split(/([\t\n])/)
    .filter((part) => part !== '')
    .map((part) => {
      if (part === '\t') return new BuilderElement({ name: 'w:tab' })
      return part === '\n' ? lineBreak() : new TextElement(deleted ? 'w:delText' : 'w:t', part)
    })
}

export function lineBreak(): XmlComponent {
  return new BuilderElement({ name: 'w:br' })
}
