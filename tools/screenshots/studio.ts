import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Renders Markdown as GitHub shows it, and takes pictures of it. */
export interface Studio {
  /** @returns a PNG */
  photograph(markdown: string): Promise<Uint8Array>
  close(): Promise<void>
}

/** Of the page of a workflow run, in CSS pixels. */
const WIDTH = 980

/** Pixels of the picture for each of these. */
const SCALE = 1.5

/** As GitHub's page is set up, for what can be told from outside. */
const MERMAID = {
  startOnLoad: false,
  theme: 'default',
  securityLevel: 'strict'
}

// The tools are not the project's, so their own types aren't at hand.
interface Browser {
  newPage(): Promise<Page>
  close(): Promise<void>
}
interface Page {
  setViewport(size: object): Promise<void>
  setContent(html: string): Promise<void>
  addScriptTag(script: { content: string }): Promise<unknown>
  evaluate(code: string): Promise<unknown>
  $(selector: string): Promise<{ screenshot(): Promise<Uint8Array> } | null>
}
interface Launcher {
  default: { launch(options: object): Promise<Browser> }
}
type Sharp = (png: Uint8Array) => {
  png(options: object): { toBuffer(): Promise<Uint8Array> }
}
interface Markdown {
  parse(text: string): string | Promise<string>
}

/**
 * @param tools folder of the packages in package-lock.json here
 * @param browser Chromium or Chrome
 */
export async function openStudio(
  tools: string,
  browser: string
): Promise<Studio> {
  const require = createRequire(join(resolve(tools), 'none.js'))
  const load = async (name: string): Promise<unknown> =>
    import(pathToFileURL(require.resolve(name)).href)
  const { default: puppeteer } = (await load('puppeteer-core')) as Launcher
  const { Marked } = (await load('marked')) as {
    Marked: new (...extensions: unknown[]) => Markdown
  }
  const { default: alerts } = (await load('marked-alert')) as {
    default: () => unknown
  }
  const { default: sharp } = (await load('sharp')) as { default: Sharp }
  const markdown = new Marked({ gfm: true }, alerts())
  const [style, mermaid] = await Promise.all(
    [
      'github-markdown-css/github-markdown-light.css',
      'mermaid/dist/mermaid.min.js'
    ].map(file => readFile(join(tools, file), 'utf8'))
  )
  const running = await puppeteer.launch({
    executablePath: browser,
    args: ['--no-sandbox', '--force-color-profile=srgb', '--hide-scrollbars']
  })

  return {
    async photograph(text) {
      const page = await running.newPage()
      await page.setViewport({
        width: WIDTH,
        height: 100,
        deviceScaleFactor: SCALE
      })
      const body = await markdown.parse(text)
      await page.setContent(pageOf(style ?? '', body))
      await page.addScriptTag({ content: mermaid ?? '' })
      const broken = await page.evaluate(drawCharts(MERMAID))
      if (broken !== 0)
        throw new Error(`Mermaid drew ${String(broken)} charts wrong`)
      const card = await page.$('main')
      if (card === null) throw new Error('The page has no content')
      // A palette does for a page, in a third of the bytes.
      const picture = await card.screenshot()
      return sharp(picture).png({ palette: true, colours: 128 }).toBuffer()
    },
    close: () => running.close()
  }
}

function pageOf(style: string, body: string): string {
  return `<!doctype html><meta charset="utf-8"><style>${style}
    body { margin: 0; background: #ffffff; }
    main { margin: 16px; padding: 24px; border: 1px solid #d1d9e0; border-radius: 6px; }
    pre.mermaid { background: none !important; padding: 0 !important; text-align: center; }
  </style><main class="markdown-body">${body}</main>`
}

/** GitHub draws each fenced block of Mermaid in a frame of its own. */
function drawCharts(configuration: object): string {
  return `(async () => {
    mermaid.initialize(${JSON.stringify(configuration)})
    let broken = 0
    for (const [at, code] of [...document.querySelectorAll('code.language-mermaid')].entries()) {
      const chart = document.createElement('pre')
      chart.className = 'mermaid'
      try {
        chart.innerHTML = (await mermaid.render('chart-' + at, code.textContent)).svg
      } catch { broken += 1 }
      code.parentElement.replaceWith(chart)
    }
    await document.fonts.ready
    return broken
  })()`
}
