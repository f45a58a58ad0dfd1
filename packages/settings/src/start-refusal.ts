import { InvalidSettings } from './settings.js';

/**
 * What a process that cannot start says before it ends.
 * @param portVariable the setting of the port it listens on
 */
export function startRefusal(error: unknown, portVariable: string): string {
  if (error instanceof InvalidSettings) return `Réglages incorrects :\n${error.message}\n`;
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
    return `Réglages incorrects :\n${portVariable}: ce port est déjà pris.\n`;
  return `Démarrage impossible : ${String(error)}\n`;
}
