import './app/layers.css'
import '@mantine/core/styles.layer.css'
import '@mantine/dates/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import '@mantine/spotlight/styles.layer.css'
import '@mantine/tiptap/styles.layer.css'
import '@mantine/charts/styles.layer.css'
import './app/tokens.css'
import 'dayjs/locale/zh-cn'
import { App } from './app/app'
import { makeQueryClient } from './app/query-client'
import { connectCore } from './client/core-client'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')

// Before anything is drawn: the port may arrive as soon as the page listens.
const connection = connectCore(window)

createRoot(root).render(
  <StrictMode>
    <App connection={connection} queryClient={makeQueryClient()} />
  </StrictMode>,
)
