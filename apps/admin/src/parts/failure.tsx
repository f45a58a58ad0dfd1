import { RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { ApiRefusal, ConnectionLost, isApiRefusal } from '../api/api-refusal.js';
import { inWords } from '../text/duration.js';
import { Alert } from './alert.js';
import { Button } from './button.js';

interface FailureProps {
  readonly error: Error;
  readonly onRetry?: () => void;
  /** The answer to what the person has just done. */
  readonly role?: 'alert';
}

/** Asking again would not change these. */
const isFinal = (error: Error): boolean => isApiRefusal(error, 'forbidden', 'not_found');

/** What could not be had: the API's own sentence, what to do, and the number that an operator will ask for. */
export function Failure({ error, onRetry, role }: FailureProps): ReactNode {
  const isUnexpected = !(error instanceof ApiRefusal) || error.status >= 500;
  return (
    <Alert tone="blocked" title={titleOf(error)} {...(role !== undefined && { role })}>
      <p>{sentenceOf(error)}</p>
      {isApiRefusal(error, 'too_many_requests') && error.retryAfterS !== undefined && (
        <p>Réessayez {inWords(error.retryAfterS)}.</p>
      )}
      {error instanceof ApiRefusal && error.fields.length > 0 && (
        <ul>
          {error.fields.map(({ field, message }) => (
            <li key={`${field} ${message}`}>{message}</li>
          ))}
        </ul>
      )}
      {isUnexpected && error instanceof ApiRefusal && error.requestId !== '' && (
        <p className="small">Numéro à indiquer à l’exploitant : {error.requestId}</p>
      )}
      {onRetry !== undefined && !isFinal(error) && (
        <Button icon={RotateCw} onClick={onRetry}>
          Réessayer
        </Button>
      )}
    </Alert>
  );
}

function titleOf(error: Error): string {
  if (error instanceof ApiRefusal) return error.title;
  return error instanceof ConnectionLost ? 'Connexion perdue' : 'Erreur inattendue';
}

const sentenceOf = (error: Error): string =>
  error instanceof ApiRefusal || error instanceof ConnectionLost
    ? error.message
    : 'La page n’a pas pu s’afficher. Réessayez ; si cela continue, prévenez l’exploitant.';
