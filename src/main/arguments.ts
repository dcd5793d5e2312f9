/** The shell's own arguments among those of Chromium, which are left alone. */

export interface ShellArguments {
  /** Open the sample mailbox in a profile of its own. */
  readonly demo: boolean
  /** A profile other than the default one. */
  readonly profile: string | null
  /** Print one page and end, without a desk. */
  readonly print: PrintOrder | null
}

export interface PrintOrder {
  /** A folder of its own, with the page in `made/`. */
  readonly root: string
  readonly name: string
  readonly out: string
}

export function parseArguments(argv: readonly string[]): ShellArguments {
  return { demo: argv.includes('--demo'), profile: valueOf(argv, '--profile'), print: printOrder(argv) }
}

function printOrder(argv: readonly string[]): PrintOrder | null {
  const [root, name, out] = ['--print-root', '--print-page', '--print-out'].map((option) => valueOf(argv, option))
  return root == null || name == null || out == null ? null : { root, name, out }
}

function valueOf(argv: readonly string[], name: string): string | null {
  const joined = argv.find((argument) => argument.startsWith(`${name}=`))
  if (joined !== undefined) return given(joined.slice(name.length + 1))
  const at = argv.indexOf(name)
  return at < 0 ? null : given(argv[at + 1])
}

/** An empty value would be the folder that the app happens to be started in. */
function given(value: string | undefined): string | null {
  return value === undefined || value === '' ? null : value
}
