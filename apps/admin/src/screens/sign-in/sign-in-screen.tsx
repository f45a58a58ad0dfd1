import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { safeReturnPath, type LoginAnswer, type LoginBody } from '@timetable/contracts';
import { CalendarCheck, LogIn } from 'lucide-react';
import { useEffect, type SubmitEvent, type ReactNode } from 'react';
import { Link, Navigate, useLocation, useSearchParams } from 'react-router';
import { configQuery } from '../../api/config-query.js';
import { apiUrl, request } from '../../api/request.js';
import { HELP_PATH } from '../../frame/help-topics.js';
import { Alert } from '../../parts/alert.js';
import { Button } from '../../parts/button.js';
import { Failure } from '../../parts/failure.js';
import { Field } from '../../parts/field.js';
import { isPageOfTheApi } from '../../session/return-address.js';
import { sessionQuery } from '../../session/session-state.js';
import { ProviderLink, providerOf } from './provider-link.js';

/** Asks who is there, then opens the page asked for. */
export function SignInScreen(): ReactNode {
  const client = useQueryClient();
  const { data: session } = useQuery(sessionQuery);
  const [parameters] = useSearchParams();
  const returnTo = safeReturnPath(parameters.get('retour'));
  const state: unknown = useLocation().state;
  const provider = providerOf(useQuery(configQuery).data);
  const signIn = useMutation({
    mutationFn: (body: LoginBody) =>
      request<LoginAnswer>(apiUrl('/auth/login'), { method: 'POST', json: body }),
    onSuccess: () => client.query({ ...sessionQuery, staleTime: 0 }),
  });
  useEffect(() => {
    document.title = 'Connexion – Import des emplois du temps';
  }, []);
  // « Un autre compte » : who is signed in may not see that page.
  const isSignedIn = typeof session === 'object' && (!parameters.has('autre') || signIn.isSuccess);
  useEffect(() => {
    if (isSignedIn && isPageOfTheApi(returnTo)) window.location.assign(returnTo);
  }, [isSignedIn, returnTo]);
  if (isSignedIn && !isPageOfTheApi(returnTo)) return <Navigate to={returnTo} replace />;
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    if (!signIn.isPending)
      signIn.mutate({ login: textOf(fields, 'login'), password: textOf(fields, 'password') });
  };
  return (
    <main className="alone">
      <p className="brand">
        <CalendarCheck size={24} aria-hidden className="toned tone-running" />
        Import des emplois du temps
      </p>
      <h1>Connexion</h1>
      {wasEnded(state) && !signIn.isError && (
        <Alert tone="neutral" title="Votre session est terminée">
          <p>Connectez-vous de nouveau : vous reviendrez à la même page.</p>
        </Alert>
      )}
      {signIn.isError && <Failure error={signIn.error} role="alert" />}
      {provider !== undefined && <ProviderLink provider={provider} returnTo={returnTo} />}
      <form className="stack" onSubmit={submit}>
        <Field label="Identifiant">
          {(tied) => (
            <input
              {...tied}
              name="login"
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              required
            />
          )}
        </Field>
        <Field label="Mot de passe">
          {(tied) => (
            <input {...tied} name="password" type="password" autoComplete="current-password" required />
          )}
        </Field>
        <Button type="submit" look={provider === undefined ? 'primary' : undefined} icon={LogIn}>
          {signIn.isPending ? 'Connexion en cours…' : 'Se connecter'}
        </Button>
      </form>
      <Link to={`/${HELP_PATH}/connexion`}>Aide</Link>
    </main>
  );
}

function textOf(fields: FormData, name: string): string {
  const value = fields.get(name);
  return typeof value === 'string' ? value : '';
}

/** As RequireSession says when it sends here. */
const wasEnded = (state: unknown): boolean =>
  typeof state === 'object' && state !== null && 'isEnded' in state && state.isEnded === true;
