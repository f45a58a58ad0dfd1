import { describe, expect, it } from '@jest/globals';
import { notCancellableMessage, nothingToDecideMessage, planChangedMessage } from './decision-message.js';

describe('What a person is told whose decision comes too late', () => {
  it('names who decided before, what, and when', () => {
    const last = { decision: 'refuse', by: 'zoe', at: '24 novembre 2026 à 08:15' } as const;
    expect(nothingToDecideMessage('refused', last)).toBe(
      'Cet import a déjà été écarté par zoe, le 24 novembre 2026 à 08:15.',
    );
  });

  it('names the state when nobody decided', () => {
    expect(nothingToDecideMessage('integrated')).toContain('« Import réalisé avec succès »');
    expect(notCancellableMessage('rejected', false)).toContain('(« Refusé »)');
    expect(notCancellableMessage('running', true)).toContain('déjà dans l’ENT');
  });

  it('says whether the new plan is there to be read', () => {
    expect(planChangedMessage(true)).toContain('Voici le nouveau');
    expect(planChangedMessage(false)).toContain('rouvrez l’import dans un instant');
  });
});
