// Keeps the page that verifies cards, what it is drawn with, and the last list of revoked serials, for where there is no network. Nothing else of the site.
const CACHE = 'daira-card-1'
const worker = self as unknown as {
  addEventListener(type: string, listener: (event: any) => void): void
  clients: { claim(): Promise<void> }
  skipWaiting(): Promise<void>
  location: Location
}

worker.addEventListener('install', event => event.waitUntil(worker.skipWaiting()))
worker.addEventListener('activate', event => event.waitUntil(worker.clients.claim()))
worker.addEventListener('fetch', event => {
  const address = new URL(event.request.url)
  const isOurs = address.origin === worker.location.origin && event.request.method === 'GET'
    && (/^\/(ar|fr|en|zgh)\/card$/.test(address.pathname) || address.pathname === '/card/revoked.json' || address.pathname.startsWith('/built/'))
  if (isOurs) event.respondWith(networkFirst(event.request, address))
})

async function networkFirst(request: Request, address: URL): Promise<Response> {
  const cache = await caches.open(CACHE)
  try {
    const answer = await fetch(request)
    if (answer.ok) await cache.put(address.pathname, answer.clone())
    return answer
  } catch (fault) {
    const kept = await cache.match(address.pathname)
    if (kept) return kept
    throw fault
  }
}
