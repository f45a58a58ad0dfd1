import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './button.js';
import { Dialog } from './dialog.js';
import { Failure } from './failure.js';

interface ConfirmDialogProps {
  readonly title: string;
  /** What will happen. */
  readonly children: ReactNode;
  /** Names what is done, and to how much: « Supprimer le compte de Jeanne Petit ». */
  readonly act: string;
  readonly icon?: LucideIcon;
  readonly look?: 'primary' | 'destructive';
  readonly isPending: boolean;
  /** Why it was refused. */
  readonly error: Error | null;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks again before something is done. The way out has the focus. */
export function ConfirmDialog({
  title,
  children,
  act,
  icon,
  look = 'destructive',
  isPending,
  error,
  onConfirm,
  onClose,
}: ConfirmDialogProps): ReactNode {
  return (
    <Dialog title={title} onClose={onClose}>
      {children}
      {error !== null && <Failure error={error} role="alert" />}
      <div className="actions">
        <Button autoFocus onClick={onClose}>
          Ne rien changer
        </Button>
        <Button
          look={look}
          {...(icon !== undefined && { icon })}
          disabledReason={isPending ? 'En cours' : undefined}
          onClick={onConfirm}
        >
          {act}
        </Button>
      </div>
    </Dialog>
  );
}
