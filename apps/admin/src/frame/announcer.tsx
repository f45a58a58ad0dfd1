import { createContext, useCallback, useContext, useState, type ReactNode } from 'react';

const AnnounceContext = createContext<(message: string) => void>(() => undefined);

/** Says something that changed by itself to who does not see it, without interrupting. */
export const useAnnounce = (): ((message: string) => void) => useContext(AnnounceContext);

/** The one polite region: a page that had its own would lose what it says when it goes. */
export function Announcer({ children }: { readonly children: ReactNode }): ReactNode {
  const [message, setMessage] = useState('');
  const announce = useCallback((text: string) => {
    setMessage(text);
  }, []);
  return (
    <AnnounceContext value={announce}>
      {children}
      <div role="status" aria-live="polite" className="unseen">
        {message}
      </div>
    </AnnounceContext>
  );
}
