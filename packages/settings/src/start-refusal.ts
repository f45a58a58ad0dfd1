import { InvalidSettings } from './settings.js';

/**
 * What a process that cannot start says before it ends.
 * @param portVariable the setting of the port it listens on
 */
export function startRefusal(error: unknown, portVariable: string): string {
  // The second by its shape: what is given a setting, such as a folder or a storage, knows nothing of this package.
  if (error instanceof InvalidSettings || (error instanceof Error && 'setting' in error))
    return `Réglages incorrects :\n${error.message}\n`;
  const problem = listeningProblem(error, portVariable);
  return problem === undefined
    ? `Démarrage impossible : ${String(error)}\n`
    : `Réglages incorrects :\n${problem}\n`;
}

/** What is wrong with the port or the address on which nobody can be listened to. */
function listeningProblem(error: unknown, portVariable: string): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  if (error.code === 'EADDRINUSE') return `${portVariable}: ce port est déjà pris.`;
  // Others than servers are refused something, too.
  if (!('syscall' in error) || error.syscall !== 'listen') return undefined;
  if (error.code === 'EACCES') return `${portVariable}: ce port demande des droits que ce processus n’a pas.`;
  return error.code === 'EADDRNOTAVAIL' ? 'HOST: cette machine n’a pas cette adresse.' : undefined;
}
