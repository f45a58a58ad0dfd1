import { createContext, useCallback, useContext, useEffect, useRef, useState, type ReactNode } from 'react';
import { useSettled } from '../parts/use-settled.js';

const AnnounceContext = createContext<(message: string) => void>(() => undefined);

/** Says something that changed by itself to who does not see it, without interrupting. */
export const useAnnounce = (): ((message: string) => void) => useContext(AnnounceContext);

/** Says what is written on the page each time that it has become something else; empty: nothing. */
export function useAnnounced(written: string): void {
  const announce = useAnnounce();
  const settled = useSettled(written);
  const former = useRef(settled);
  useEffect(() => {
    if (settled === former.current) return;
    former.current = settled;
    if (settled !== '') announce(settled);
  }, [settled, announce]);
}

/**
 * What happens at once is said one after the other: a message that replaced another would keep it from being read. An import that is
 * planned again says by itself half of them within a second.
 */
const MOST_MESSAGES = 10;

interface Message {
  readonly number: number;
  readonly text: string;
}

/** The one polite region: a page that had its own would lose what it says when it goes. */
export function Announcer({ children }: { readonly children: ReactNode }): ReactNode {
  const [messages, setMessages] = useState<readonly Message[]>([]);
  const announce = useCallback((text: string) => {
    setMessages((former) => [
      ...former.slice(1 - MOST_MESSAGES),
      { number: (former.at(-1)?.number ?? 0) + 1, text },
    ]);
  }, []);
  return (
    <AnnounceContext value={announce}>
      {children}
      <div role="status" aria-live="polite" aria-atomic="false" className="unseen">
        {messages.map(({ number, text }) => (
          <p key={number}>{text}</p>
        ))}
      </div>
    </AnnounceContext>
  );
}
