/** The worker that reads PDFs: pdf.js itself, out of the page's own files. */
import 'pdfjs-dist/legacy/build/pdf.worker.mjs'
