import { useMutation, useQueryClient } from '@tanstack/react-query';
import { LogOut } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../parts/button.js';
import { useMe } from '../session/session-context.js';
import { signOut } from '../session/session-state.js';

/** Who is signed in, and the way out. */
export function Who(): ReactNode {
  const { name } = useMe();
  const client = useQueryClient();
  const { mutate, isPending } = useMutation({ mutationFn: () => signOut(client) });
  return (
    <div className="who">
      <p className="small">{name}</p>
      <Button
        icon={LogOut}
        disabledReason={isPending ? 'Déconnexion en cours' : undefined}
        onClick={() => {
          mutate();
        }}
      >
        Se déconnecter
      </Button>
    </div>
  );
}
