// A card is verified on the device, with or without network: signature by WebCrypto, days by the clock, revoked serials by the last signed list.
// The same page without script sends the token to the site.
const FRESH_MINUTES = 5
const EPOCH = Date.UTC(2020, 0, 1)
const DAY = 86_400_000

type Card = { serial: string, serialBytes: Uint8Array, until: number, bound: string }
type Verdict = 'valid' | 'forged' | 'expired' | 'revoked'

function watch(box: HTMLElement) {
  if ('serviceWorker' in navigator) keep(box).catch(() => undefined)
  const field = box.querySelector<HTMLTextAreaElement>('[name="token"]')!
  const number = box.querySelector<HTMLInputElement>('[name="number"]')!
  const look = async () => show(box, field.value.trim(), number.value.trim())
  box.querySelector('form')!.addEventListener('submit', event => { event.preventDefault(); void look() })
  number.addEventListener('input', () => void look())
  const fromAddress = () => {
    if (location.hash.length > 1) { field.value = location.hash.slice(1); void look() }
  }
  addEventListener('hashchange', fromAddress)
  fromAddress()
}

/** The first visit comes before the worker: what it was drawn with is kept now, not at the next one. */
async function keep(box: HTMLElement) {
  await navigator.serviceWorker.register('/card-worker.js', { scope: '/' })
  const drawnWith = [...document.querySelectorAll<HTMLScriptElement>('script[src]')].map(s => s.src)
    .concat([...document.querySelectorAll<HTMLLinkElement>('link[href]')].map(l => l.href), performance.getEntriesByType('resource').map(e => e.name))
    .map(address => new URL(address)).filter(a => a.origin === location.origin && a.pathname.startsWith('/built/')).map(a => a.pathname)
  const cache = await caches.open('daira-card-1')
  await cache.addAll([...new Set([location.pathname, '/card/revoked.json', ...drawnWith])])
  await navigator.serviceWorker.ready
  box.dataset.kept = 'yes'
}

async function show(box: HTMLElement, token: string, number: string) {
  const started = performance.now()
  const card = await read(token, JSON.parse(box.dataset.key!) as JsonWebKey, box.dataset.keyName!)
  const list = await revoked(box)
  const today = Math.floor((Date.now() - EPOCH) / DAY)
  const verdict: Verdict = !card ? 'forged' : card.until < today ? 'expired' : list?.serials.has(card.serial) ? 'revoked' : 'valid'
  for (const answer of box.querySelectorAll<HTMLElement>('[data-verdict]')) answer.hidden = answer.dataset.verdict !== verdict
  const facts = box.querySelector<HTMLElement>('[data-facts]')!
  facts.hidden = !card
  if (card) {
    facts.querySelector('[data-serial]')!.textContent = card.serial.match(/.{4}/g)!.join('-')
    facts.querySelector('[data-until]')!.textContent = new Date(EPOCH + card.until * DAY).toISOString().slice(0, 10)
  }
  const fits = card && /^[0-9]{1,15}$/.test(number) ? await bind(card.serialBytes, number) === card.bound : null
  box.querySelector<HTMLElement>('[data-number="fits"]')!.hidden = fits !== true
  box.querySelector<HTMLElement>('[data-number="other"]')!.hidden = fits !== false
  const age = list ? (Date.now() - list.at) / 60_000 : Infinity
  box.querySelector<HTMLElement>('[data-list="old"]')!.hidden = age <= FRESH_MINUTES
  const at = box.querySelector<HTMLElement>('[data-list-at]')!
  at.textContent = list ? new Date(list.at).toISOString().slice(0, 16).replace('T', ' ') + ' UTC' : '–'
  box.dataset.took = String(Math.round(performance.now() - started))
  box.dataset.answer = verdict
}

async function read(token: string, jwk: JsonWebKey, keyName: string): Promise<Card | null> {
  const bytes = decode(token)
  if (!bytes || bytes.length !== 89 || encode(bytes) !== token || bytes[0] !== 1 || hex(bytes.slice(1, 5)) !== keyName) return null
  const isOurs = await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, await keyOf(jwk), bytes.slice(25), bytes.slice(0, 25))
  return isOurs
    ? { serial: hex(bytes.slice(5, 13)), serialBytes: bytes.slice(5, 13), until: bytes[15]! * 256 + bytes[16]!, bound: hex(bytes.slice(17, 25)) }
    : null
}

/** The list that the network or the last visit gives; null when it is not signed by the same key. */
async function revoked(box: HTMLElement): Promise<{ at: number, serials: Set<string> } | null> {
  try {
    const answer = await (await fetch('/card/revoked.json')).json() as { list: string, signature: string }
    const signature = decode(answer.signature)
    const isOurs = signature && await crypto.subtle.verify(
      { name: 'ECDSA', hash: 'SHA-256' }, await keyOf(JSON.parse(box.dataset.key!) as JsonWebKey), signature, new TextEncoder().encode(answer.list))
    if (!isOurs) return null
    const list = JSON.parse(answer.list) as { at: string, serials: string[] }
    return { at: Date.parse(list.at), serials: new Set(list.serials) }
  } catch { return null }
}

const keyOf = (jwk: JsonWebKey) => crypto.subtle.importKey('jwk', jwk, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify'])

async function bind(serial: Uint8Array, number: string) {
  const both = new Uint8Array(16)
  both.set(serial)
  new DataView(both.buffer).setBigUint64(8, BigInt(number))
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', both)).slice(0, 8))
}

const hex = (bytes: Uint8Array) => [...bytes].map(b => b.toString(16).padStart(2, '0')).join('').toUpperCase()

function decode(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) return null
  try { return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), c => c.charCodeAt(0)) } catch { return null }
}

const encode = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

const box = document.querySelector<HTMLElement>('[data-island="card"]')
if (box) watch(box)
