/** Puts the focus on a field by the name that a form registered, or on the first one below that name: a row's. */
export function focusNamed(name: string): void {
  for (const element of document.querySelectorAll<HTMLElement>('[name]')) {
    const own = element.getAttribute('name') ?? '';
    if (own === name || own.startsWith(`${name}.`)) {
      element.focus();
      return;
    }
  }
}
