import { Check, Copy } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useAnnounce } from '../frame/announcer.js';
import { Button } from './button.js';

interface CopyButtonProps {
  readonly text: string;
  /** After « Copier »: « l’adresse pour Collège Jean-Moulin ». */
  readonly what: string;
}

/** Puts a text where it can be pasted from, and says so. Where a browser forbids it, the text beside can be selected. */
export function CopyButton({ text, what }: CopyButtonProps): ReactNode {
  const announce = useAnnounce();
  const [state, setState] = useState<'ready' | 'copied' | 'forbidden'>('ready');
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setState('copied');
      announce(`Copié : ${what}.`);
    } catch {
      setState('forbidden');
      announce('Le navigateur ne permet pas de copier : sélectionnez le texte.');
    }
  };
  return (
    <Button
      icon={state === 'copied' ? Check : Copy}
      aria-label={`Copier ${what}`}
      onClick={() => void copy()}
    >
      {{ ready: 'Copier', copied: 'Copié', forbidden: 'Copie impossible : sélectionnez le texte' }[state]}
    </Button>
  );
}
