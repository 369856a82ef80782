// A search field that shows places while the reader writes. Arrows move, Enter opens, Esc closes; nothing is ever picked by itself.

interface Suggestion { code: string, name: string, language: string, kind: string, parent: string, other: string | null, otherLanguage: string | null }
interface Found { places: Suggestion[], note: string }

const patience = 150

export function suggestPlaces(form: HTMLFormElement): void {
  const field = form.querySelector<HTMLInputElement>('input[type="search"]')
  if (!field) return
  const language = document.documentElement.lang
  const list = document.createElement('ul')
  const note = document.createElement('p')
  list.className = 'suggestions'
  list.id = `suggestions-${Math.random().toString(36).slice(2, 8)}`
  list.setAttribute('role', 'listbox')
  list.hidden = true
  note.className = 'hidden'
  note.setAttribute('role', 'status')
  form.append(list, note)
  for (const [name, value] of [['role', 'combobox'], ['aria-autocomplete', 'list'], ['aria-expanded', 'false'], ['aria-controls', list.id]] as const) field.setAttribute(name, value)
  list.setAttribute('aria-label', field.getAttribute('aria-label') ?? '')

  let current = -1
  let asked = ''
  let waiting: ReturnType<typeof setTimeout> | undefined
  let request: AbortController | undefined

  field.addEventListener('input', () => {
    clearTimeout(waiting)
    waiting = setTimeout(ask, patience)
  })
  field.addEventListener('keydown', event => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0 && !list.hidden) {
      event.preventDefault()
      mark((current + step + list.children.length + 1) % (list.children.length + 1))
    } else if (event.key === 'Enter' && current >= 0 && current < list.children.length) {
      event.preventDefault()
      list.children[current]!.querySelector('a')!.click()
    } else if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault()
      close()
    }
  })
  form.addEventListener('focusout', event => { if (!form.contains(event.relatedTarget as Node | null)) close() })

  async function ask() {
    const words = field!.value.trim()
    if (words === asked && !list.hidden) return
    asked = words
    request?.abort()
    if (words.length < 2) return close()
    request = new AbortController()
    try {
      const answer = await fetch(`/${language}/suggestions?q=${encodeURIComponent(words)}`, { signal: request.signal })
      if (answer.ok) show(await answer.json() as Found)
    } catch (fault) {
      if (!(fault instanceof DOMException)) close()
    }
  }

  function show(found: Found) {
    list.replaceChildren(...found.places.map(entry))
    list.hidden = found.places.length === 0
    field!.setAttribute('aria-expanded', String(!list.hidden))
    note.textContent = found.note
    mark(-1)
  }

  function entry(place: Suggestion, i: number): HTMLLIElement {
    const item = document.createElement('li')
    item.id = `${list.id}-${i}`
    item.setAttribute('role', 'option')
    const link = document.createElement('a')
    link.href = `/${language}/places/${encodeURIComponent(place.code)}`
    link.tabIndex = -1
    const other = place.other ? [text('span', place.other, place.otherLanguage!)] : []
    const under = document.createElement('small')
    under.append(...[place.parent, ...other].filter(Boolean).flatMap((part, k) => k ? [' · ', part] : [part]))
    link.append(text('b', place.name, place.language), text('span', place.kind, language, 'kind'), under)
    item.append(link)
    return item
  }

  function mark(index: number) {
    current = index
    for (const [i, item] of [...list.children].entries()) item.setAttribute('aria-selected', String(i === index))
    const marked = list.children[index]
    if (marked) field!.setAttribute('aria-activedescendant', marked.id)
    else field!.removeAttribute('aria-activedescendant')
    marked?.scrollIntoView({ block: 'nearest' })
  }

  function close() {
    list.hidden = true
    field!.setAttribute('aria-expanded', 'false')
    mark(-1)
  }
}

function text(tag: string, words: string, language: string, name?: string): HTMLElement {
  const element = document.createElement(tag)
  element.textContent = words
  if (language !== document.documentElement.lang) {
    element.lang = language
    element.dir = language === 'ar' ? 'rtl' : 'ltr'
  }

  if (name) element.className = name
  return element
}
