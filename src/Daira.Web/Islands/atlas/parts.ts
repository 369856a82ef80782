// Parts of the page, rendered by the server at their own address and put in the place of the old ones.

export type Part = 'map' | 'time' | 'legend' | 'pick' | 'table' | 'places'

let latest = 0

export async function replaceParts(address: URL, parts: Part[]): Promise<void> {
  const turn = ++latest
  const from = new URL(address)
  from.hash = ''
  from.searchParams.set('part', parts.join(','))
  const answer = await fetch(from)
  if (!answer.ok) {
    location.assign(address)
    return
  }

  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  if (turn !== latest) return
  for (const part of parts) {
    const [old, fresh] = [document, page].map(d => d.querySelector(`[data-part="${part}"]`))
    if (old && fresh) replace(old, fresh)
  }
}

/** Whoever stood on a link of the old part stands on the same link of the new one. */
function replace(old: Element, fresh: Element) {
  const focused = old.contains(document.activeElement) ? document.activeElement as HTMLElement : null
  const place = focused?.dataset.select
  const words = focused?.textContent
  old.replaceWith(document.adoptNode(fresh))
  if (!focused) return
  const again = [...fresh.querySelectorAll<HTMLElement>('a, button, input')]
    .find(e => place ? e.dataset.select === place : e.textContent === words)
  again?.focus({ preventScroll: true })
}
