// Forms that a passkey fills: shown only where the browser knows passkeys; the answer goes into the form, the form goes to the site.
export function offerPasskeys(): void {
  if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) return
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-island="passkey"]')) {
    form.closest<HTMLElement>('[data-needs-script]')!.hidden = false
    form.addEventListener('submit', event => {
      event.preventDefault()
      void answer(form)
    })
  }
}

async function answer(form: HTMLFormElement): Promise<void> {
  const options = JSON.parse(form.dataset.options!)
  try {
    const credential = 'make' in form.dataset
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) })
    field(form).value = JSON.stringify((credential as PublicKeyCredential).toJSON())
  } catch {
    // Cancelled, or the device refused: the site says what can be done instead.
    field(form).value = ''
  }
  form.submit()
}

const field = (form: HTMLFormElement): HTMLInputElement => form.elements.namedItem('Credential') as HTMLInputElement
