/** Of the page that was last given the focus; at first, of the one that the browser opened. */
let shownPath = window.location.pathname;
let hasNavigated = false;

/**
 * After a navigation the keyboard is at the title of the page, also once what was loading has replaced it. On the page that the
 * browser opened it begins at the top, as on every page.
 */
export function focusAfterNavigation(pathname: string, title: HTMLElement | null): void {
  const isNew = pathname !== shownPath;
  shownPath = pathname;
  hasNavigated ||= isNew;
  if (isNew || (hasNavigated && isLost())) title?.focus({ preventScroll: true });
}

/** After what had the focus has gone, with a dialog that deleted it for instance: the keyboard would begin anew at the top. */
export function focusTitleIfLost(): void {
  if (isLost()) document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
}

const isLost = (): boolean => document.activeElement === document.body;
