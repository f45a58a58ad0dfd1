import { focusTitleIfLost } from '../frame/navigation-focus.js';
import { useId, useLayoutEffect, useRef, type ReactNode } from 'react';

interface DialogProps {
  readonly title: ReactNode;
  /** Also by Escape. */
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/**
 * A question that stops everything else. Mounted while it is open. The browser keeps the focus inside and gives it back; to the
 * title of the page, where what had it is gone. The first thing that can be focused is, unless something has `autoFocus`: never
 * what destroys.
 */
export function Dialog({ title, onClose, children }: DialogProps): ReactNode {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  // Closed while it is still in the page: out of it, the browser gives nothing back.
  useLayoutEffect(() => {
    const { current } = element;
    current?.showModal();
    return () => {
      current?.close();
      requestAnimationFrame(focusTitleIfLost);
    };
  }, []);
  return (
    <dialog
      ref={element}
      className="dialog"
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div>
        <h2 id={titleId}>{title}</h2>
        {children}
      </div>
    </dialog>
  );
}
