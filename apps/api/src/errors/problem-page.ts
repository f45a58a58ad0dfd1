import { API_ERRORS } from '@timetable/contracts';
import type { Response } from 'express';
import { otherAccountUrl, signInUrl } from '../auth/sign-in-url.js';
import type { ApiRequest } from '../http/api-request.js';
import { sendPage } from '../http/french-page.js';
import { html } from '../imports/html.js';
import type { ApiError } from './api-error.js';

/** Whether a person reads the answer in a browser: what else asks for anything prefers JSON. */
export const isReadByPerson = (request: ApiRequest): boolean =>
  request.accepts(['application/json', 'text/html']) === 'text/html';

/** A refusal for a person: who is not signed in may do so and comes back; else it says what is refused, and why. */
export function sendProblemPage(
  request: ApiRequest,
  response: Response,
  refusal: ApiError,
  here = request.method === 'GET' ? request.originalUrl : '/',
): void {
  response.vary('Accept');
  if (refusal.code === 'unauthenticated') {
    response.redirect(303, signInUrl(here));
    return;
  }
  const { status, title } = API_ERRORS[refusal.code];
  const reference = typeof request.id === 'string' ? request.id : '';
  sendPage(
    response,
    status,
    title,
    html`<h1>${title}</h1>
      <p class="error">${refusal.message}</p>
      ${refusal.code === 'bad_credentials' ? html`<p><a href="${signInUrl(here)}">Revenir à la page de connexion</a></p>` : ''}
      ${refusal.code === 'forbidden' ? html`<p><a href="${otherAccountUrl(here)}">Se connecter avec un autre compte</a></p>` : ''}
      ${status >= 500 ? html`<p class="note">Numéro à indiquer à l’exploitant : ${reference}</p>` : ''}`,
  );
}
