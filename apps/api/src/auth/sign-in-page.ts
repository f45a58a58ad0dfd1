import type { Response } from 'express';
import { sendPage } from '../http/french-page.js';
import { html } from '../imports/html.js';
import { signInPath } from './return-path.js';

interface SignIn {
  /** A path of this server. */
  readonly returnTo: string;
  /** As typed; a password is never given back. */
  readonly login?: string;
  /** French: why the attempt failed. */
  readonly error?: string;
  readonly status?: number;
}

/** Asks who is there; readable without style, by a screen reader and on a phone. */
export function sendSignInPage(
  response: Response,
  { returnTo, login = '', error, status = 200 }: SignIn,
): void {
  // Said with each field: which of the two is wrong is nobody's to know.
  const described = error === undefined ? '' : html.raw(' aria-invalid="true" aria-describedby="erreur"');
  sendPage(
    response,
    status,
    error === undefined ? 'Se connecter' : 'Se connecter : la connexion a échoué',
    html`<h1>Se connecter</h1>
      <p>Import automatique des emplois du temps</p>
      ${error === undefined ? '' : html`<p class="error" id="erreur" role="alert">${error}</p>`}
      <form method="post" action="${signInPath(returnTo)}">
        <label for="login">Identifiant</label>
        <input
          id="login"
          name="login"
          value="${login}"
          autocomplete="username"
          autocapitalize="none"
          spellcheck="false"
          maxlength="128"
          required${described}
        />
        <label for="password">Mot de passe</label>
        <input
          id="password"
          name="password"
          type="password"
          autocomplete="current-password"
          maxlength="256"
          required${described}
        />
        <button type="submit">Se connecter</button>
      </form>
      <p class="note">Mot de passe oublié : l’exploitant de l’ENT en donne un autre.</p>`,
  );
}
