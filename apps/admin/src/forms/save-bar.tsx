import { Save } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../parts/button.js';

const NOTHING_CHANGED = 'Rien n’a été modifié';

interface SaveBarProps {
  readonly isDirty: boolean;
  readonly isPending: boolean;
  /** Why nothing may be saved at all now, e.g. an import that runs. */
  readonly lockReason?: string | undefined;
  readonly onCancel: () => void;
  /** What has changed, beside the buttons. */
  readonly children?: ReactNode;
}

/** Under a long form, and always in sight: saves it, or takes back what was typed. */
export function SaveBar({ isDirty, isPending, lockReason, onCancel, children }: SaveBarProps): ReactNode {
  const unchanged = isDirty ? undefined : NOTHING_CHANGED;
  return (
    <div className="save-bar">
      <Button
        type="submit"
        look="primary"
        icon={Save}
        disabledReason={lockReason ?? (isPending ? 'Enregistrement en cours' : unchanged)}
      >
        Enregistrer
      </Button>
      <Button disabledReason={unchanged} onClick={onCancel}>
        Annuler
      </Button>
      {children}
    </div>
  );
}
