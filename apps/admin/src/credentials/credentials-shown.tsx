import type { Campus, DepositCredentials } from '@timetable/contracts';
import { useEffect, useRef, type ReactNode } from 'react';
import { Alert } from '../parts/alert.js';
import { Button } from '../parts/button.js';
import { CopyButton } from '../parts/copy-button.js';
import { saidFor } from '../frame/use-said.js';
import { AddressPicture } from './address-picture.js';
import './credentials.css';

interface CredentialsShownProps {
  readonly credentials: DepositCredentials;
  /** Which program they are for. */
  readonly formats: Campus['formats'];
  readonly onDone: () => void;
}

/** The addresses to give the timetable program, with their password: here, now, and never again. */
export function CredentialsShown({ credentials, formats, onDone }: CredentialsShownProps): ReactNode {
  const said = saidFor(formats);
  const { login, password, urls, completeUrls } = credentials;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  return (
    <section className="card credentials" aria-labelledby="credentials">
      <h2 id="credentials" ref={heading} tabIndex={-1}>
        {said('Adresses à donner à EDT')}
      </h2>
      <Alert tone="attention" title="Ces adresses ne seront plus montrées">
        <p>
          Elles contiennent le mot de passe. Copiez maintenant celle qu’il vous faut ; elles sont aussi
          envoyées par message.
        </p>
      </Alert>
      <ul className="addresses">
        {completeUrls.map(({ label, url }) => (
          <li key={label}>
            <strong>{label}</strong>
            <div className="copied">
              <code>{url}</code>
              <CopyButton text={url} what={`l’adresse : ${label}`} />
            </div>
          </li>
        ))}
      </ul>
      <div className="where">
        <ol className="stack">
          <li>
            {said('Dans EDT')}, ouvrez l’endroit où se règle <strong>l’export automatique vers l’ENT</strong>.
          </li>
          <li>
            Dans la case de l’adresse, <strong>collez l’adresse entière</strong>. « Tous les établissements »
            convient à un fichier qui les contient tous ; sinon, prenez celle de l’établissement.
          </li>
          {formats.includes('edt') && (
            <li>
              S’il est proposé plusieurs exports, ne gardez que <strong>EDT</strong> : décochez EDT_PRONOTE.
            </li>
          )}
          <li>Enregistrez. Le premier envoi apparaîtra dans le tableau de bord, quelques secondes après.</li>
        </ol>
        <AddressPicture address={urls[0]?.url ?? ''} said={said} />
      </div>
      <details>
        <summary>Identifiant et mot de passe séparés</summary>
        <p className="small muted">Pour un logiciel qui les demande à part.</p>
        <dl className="facts">
          <dt>Identifiant</dt>
          <dd className="copied">
            <code>{login}</code>
            <CopyButton text={login} what="l’identifiant" />
          </dd>
          <dt>Mot de passe</dt>
          <dd className="copied">
            <code>{password}</code>
            <CopyButton text={password} what="le mot de passe" />
          </dd>
          {urls.map(({ label, url }) => (
            <Address key={label} label={label} url={url} />
          ))}
        </dl>
      </details>
      <div>
        <Button look="primary" onClick={onDone}>
          J’ai copié l’adresse
        </Button>
      </div>
    </section>
  );
}

const Address = ({ label, url }: { readonly label: string; readonly url: string }): ReactNode => (
  <>
    <dt>{label}</dt>
    <dd className="copied">
      <code>{url}</code>
      <CopyButton text={url} what={`l’adresse sans mot de passe : ${label}`} />
    </dd>
  </>
);
