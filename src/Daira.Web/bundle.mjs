// Bundles scripts, styles and fonts into obj/built, from where they are embedded into the assembly.
// Started by the build (frontend.targets); by hand: node bundle.mjs
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, openSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const here = dirname(fileURLToPath(import.meta.url))
const obj = join(here, 'obj')
const built = join(obj, 'built')
process.chdir(here)
mkdirSync(obj, { recursive: true })

/** Two builds at once wait for each other instead of meeting in one folder. */
async function alone(work) {
  const lock = join(obj, 'bundle.lock')
  for (;;) {
    try { writeFileSync(openSync(lock, 'wx'), String(process.pid)); break }
    catch (e) {
      if (e.code !== 'EEXIST') throw e
      if (!holds(lock)) rmSync(lock, { force: true })
      else await new Promise(done => setTimeout(done, 100))
    }
  }
  try { await work() } finally { rmSync(lock, { force: true }) }
}

function holds(lock) {
  try {
    const pid = Number(readFileSync(lock, 'utf8'))
    if (pid) process.kill(pid, 0)
    return pid > 0 || Date.now() - statSync(lock).mtimeMs < 5000
  } catch { return false }
}

/** `npm ci` only when the lock file is another than the one installed. */
function installPackages() {
  const wanted = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex')
  const stamp = 'node_modules/.daira-lock'
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { stdio: 'inherit', shell: process.platform === 'win32' })
  writeFileSync(stamp, wanted)
}

async function bundle(to) {
  const { build } = await import('esbuild')
  const entries = [...filesIn('Islands', '.ts'), ...filesIn('Styles', '.css').filter(f => !basename(f).startsWith('_'))]
  const { metafile, warnings } = await build({
    entryPoints: [...entries, { in: 'maplibre-gl/dist/maplibre-gl-worker.mjs', out: 'map-worker' }].map(e => typeof e === 'string' ? { in: e, out: basename(e).replace(/\.\w+$/, '') } : e),
    outdir: to,
    bundle: true, splitting: true, format: 'esm', minify: true, metafile: true,
    target: ['chrome111', 'firefox114', 'safari16.4'],
    entryNames: '[name]-[hash]', chunkNames: 'part-[hash]', assetNames: 'fonts/[name]-[hash]',
    loader: { '.woff2': 'file' },
    plugins: [darkTwice],
    legalComments: 'none',
    logLevel: 'warning',
  })
  if (warnings.length > 0) throw new Error('The bundler warned; see above.')
  const notices = licences()
  const names = { 'licences.txt': `licences-${createHash('sha256').update(notices).digest('hex').slice(0, 8)}.txt` }
  writeFileSync(join(to, names['licences.txt']), notices)
  for (const [file, made] of Object.entries(metafile.outputs)) {
    if (made.entryPoint) names[nameOf(made.entryPoint)] = relative(to, join(here, file)).replaceAll('\\', '/')
  }
  writeFileSync(join(to, 'manifest.json'), JSON.stringify(names))
  compress(to)
}

const filesIn = (folder, end) => existsSync(folder) ? readdirSync(folder).filter(f => f.endsWith(end) && !f.endsWith('.d.ts')).sort().map(f => `${folder}/${f}`) : []

const nameOf = entry => entry.includes('maplibre-gl-worker') ? 'map-worker.js' : basename(entry).replace(/\.ts$/, '.js')

/** Text goes into the assembly compressed, once and for all. */
function compress(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) compress(path)
    else if (/\.(js|css|txt)$/.test(entry.name)) { writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: 9 })); rmSync(path) }
  }
}

/** `[data-theme="dark"] …` is written once and also holds when the reader's system asks for dark and nothing was chosen. */
const darkTwice = {
  name: 'dark-twice',
  setup(build) {
    build.onLoad({ filter: /[\\/]Styles[\\/].*\.css$/ }, ({ path }) => {
      const css = readFileSync(path, 'utf8')
      const rules = [...css.matchAll(/^\[data-theme="dark"\]([^{]*)\{([^}]*)\}/gm)]
      const again = rules.map(([, rest, body]) => `:root:not([data-theme])${rest}{${body}}`).join('\n')
      return { contents: again ? `${css}\n@media (prefers-color-scheme: dark) {\n${again}\n}` : css, loader: 'css' }
    })
  },
}

/** What the licences of the packages that reach the reader ask to be passed on. */
function licences() {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'))
  return Object.entries(packages).filter(([path, p]) => path && !p.dev && !p.optional).map(([path, p]) => {
    const file = existsSync(path) && readdirSync(path).find(f => /^licen[cs]e/i.test(f))
    return `${path.replace(/^.*node_modules\//, '')} ${p.version} (${p.license})\n\n${file ? readFileSync(join(path, file), 'utf8').trim() : ''}\n`
  }).join(`\n${'-'.repeat(72)}\n\n`)
}

await alone(async () => {
  installPackages()
  if (process.argv.includes('--install-only')) return
  const fresh = join(obj, 'built.new')
  rmSync(fresh, { recursive: true, force: true })
  await bundle(fresh)
  rmSync(built, { recursive: true, force: true })
  renameSync(fresh, built)
})
