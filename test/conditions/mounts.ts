import { existsSync, readFileSync } from 'node:fs';

const OWN_STATUS = '/proc/self/status';
const CAP_SYS_ADMIN = 1n << 21n;

/** Why this process cannot mount file systems; undefined: it can, as root on a machine of its own, seldom in a container. */
export const NO_MOUNTS = mayMount() ? undefined : 'this process may not mount file systems';

function mayMount(): boolean {
  if (!existsSync(OWN_STATUS)) return false;
  const capabilities = /^CapEff:\s*([0-9a-f]+)/m.exec(readFileSync(OWN_STATUS, 'utf8'))?.[1] ?? '0';
  return (BigInt(`0x${capabilities}`) & CAP_SYS_ADMIN) !== 0n;
}
