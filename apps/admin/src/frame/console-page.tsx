import { useEffect, useRef, type ReactNode } from 'react';
import { useLocation } from 'react-router';
import { focusAfterNavigation } from './navigation-focus.js';

const CONSOLE_NAME = 'Import des emplois du temps';

interface ConsolePageProps {
  /** The one h1, and the title of the window. */
  readonly title: string;
  /** Said before the name of the console in the window's title: the school, the file. */
  readonly context?: string | undefined;
  /** Below the title: a badge, a date. */
  readonly subtitle?: ReactNode;
  /** Beside the title; one of them is primary. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A screen: its title is where the keyboard and screen readers are after a navigation. */
export function ConsolePage({ title, context, subtitle, actions, children }: ConsolePageProps): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    document.title = [title, context, CONSOLE_NAME].filter((part) => part !== undefined).join(' – ');
  }, [title, context]);
  useEffect(() => {
    // A view or a filter of the same page keeps the focus where it is.
    focusAfterNavigation(pathname, heading.current);
  }, [pathname]);
  return (
    <main id="content" className="page">
      <header>
        <div className="stack">
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {subtitle}
        </div>
        {actions !== undefined && <div className="row screen-only">{actions}</div>}
      </header>
      <div className="stack">{children}</div>
    </main>
  );
}
