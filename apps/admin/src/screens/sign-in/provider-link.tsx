import { useQuery } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { configQuery } from '../../api/config-query.js';

/** « Se connecter avec l’ENT », where the installation has it; the page asked for is opened afterwards. */
export function ProviderLink({ returnTo }: { readonly returnTo: string }): ReactNode {
  const { data: config } = useQuery(configQuery);
  const provider = config?.signIn.find(({ way }) => way === 'openid');
  if (provider?.way !== 'openid') return undefined;
  return (
    <div className="stack">
      {/* A page of the API, which leads to the provider's: not an address of the console. */}
      <a className="button primary" href={`${provider.path}?retour=${encodeURIComponent(returnTo)}`}>
        <KeyRound size={18} aria-hidden />
        {provider.label}
      </a>
      <p>Ou avec un identifiant de ce service :</p>
    </div>
  );
}
