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
  if (isNew || (hasNavigated && document.activeElement === document.body))
    title?.focus({ preventScroll: true });
}
