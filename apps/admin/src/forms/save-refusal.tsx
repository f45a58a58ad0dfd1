import type { ReactNode } from 'react';
import { isApiRefusal } from '../api/api-refusal.js';
import { Failure } from '../parts/failure.js';
import { Alert } from '../parts/alert.js';
import { Button } from '../parts/button.js';

interface SaveRefusalProps {
  readonly error: Error | null;
  /** Shows what is there now, instead of what was typed. */
  readonly onReread: () => void;
}

/** Why a setting was not saved. When somebody else changed it meanwhile, it is read again only when the person asks. */
export function SaveRefusal({ error, onReread }: SaveRefusalProps): ReactNode {
  if (error === null) return null;
  if (!isApiRefusal(error, 'precondition_failed')) return <Failure error={error} role="alert" />;
  return (
    <Alert tone="attention" title={error.title} role="alert">
      <p>{error.message}</p>
      <Button onClick={onReread}>Relire les réglages</Button>
    </Alert>
  );
}
