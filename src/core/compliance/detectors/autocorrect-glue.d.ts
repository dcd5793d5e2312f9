/** The glue of AutoCorrect's WebAssembly module, which its package does not type. */
declare module '@huacnlee/autocorrect/autocorrect_bg.js' {
  export function __wbg_set_wasm(exports: WebAssembly.Exports): void
  export function format(text: string): string
}
