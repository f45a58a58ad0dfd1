import type { Config } from '@timetable/contracts';
import { KeyRound } from 'lucide-react';
import type { ReactNode } from 'react';

type Provider = Extract<Config['signIn'][number], { way: 'openid' }>;

/** The ENT's own sign-in; undefined where the installation has none. */
export const providerOf = (config: Config | undefined): Provider | undefined =>
  config?.signIn.find((each) => each.way === 'openid');

interface ProviderLinkProps {
  readonly provider: Provider;
  readonly returnTo: string;
}

/** « Se connecter avec l’ENT »; the page asked for is opened afterwards. */
export const ProviderLink = ({ provider, returnTo }: ProviderLinkProps): ReactNode => (
  <div className="stack">
    {/* A page of the API, which leads to the provider's: not an address of the console. */}
    <a className="button primary" href={`${provider.path}?retour=${encodeURIComponent(returnTo)}`}>
      <KeyRound size={18} aria-hidden />
      {provider.label}
    </a>
    <p>Ou avec un identifiant de ce service :</p>
  </div>
);
