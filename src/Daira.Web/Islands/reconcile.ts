// Keys on the page where names are reconciled. They work only while the focus is inside an open case and not in a text field.
const cases = [...document.querySelectorAll<HTMLElement>('.doubt')]
const byKey = 'daira-by-key'
const radios = (one: HTMLElement) => [...one.querySelectorAll<HTMLInputElement>('input[type="radio"]')]

document.querySelectorAll<HTMLElement>('[data-keys]').forEach(card => { card.hidden = false })
document.addEventListener('keydown', event => {
  const target = event.target as HTMLElement
  const one = target.closest<HTMLElement>('.doubt')
  if (event.ctrlKey || event.metaKey || event.altKey || target.matches('input[type="text"]')) return
  const key = event.code.startsWith('Digit') ? event.code.slice(5) : event.code
  if (key === 'KeyZ' && (one || target === document.body)) undo()
  else if (!one) return
  else if (key === 'KeyP') later(one)
  else if (/^[1-9]$/.test(key)) choose(one, Number(key))
  else return
  event.preventDefault()
})

// Whoever chose by key goes on by key.
if (sessionStorage.getItem(byKey)) {
  sessionStorage.removeItem(byKey)
  if (cases[0]) focusOn(cases[0])
}

function choose(one: HTMLElement, nth: number) {
  const radio = radios(one).filter(r => r.value !== 'other' && r.value !== 'none')[nth - 1]
  if (!radio) return
  radio.checked = true
  sessionStorage.setItem(byKey, 'on')
  radio.form!.requestSubmit()
}

function later(one: HTMLElement) {
  const next = cases[(cases.indexOf(one) + 1) % cases.length]
  if (next) focusOn(next)
}

function focusOn(one: HTMLElement) {
  for (const other of cases) other.toggleAttribute('data-open', other === one)
  const radio = radios(one).find(r => r.checked) ?? radios(one)[0]
  radio?.focus()
  one.scrollIntoView({ block: 'nearest' })
}

function undo() {
  const form = document.querySelector<HTMLFormElement>('form[data-last]')
  if (!form) return
  sessionStorage.setItem(byKey, 'on')
  form.requestSubmit()
}
