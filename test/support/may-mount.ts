import { readFileSync } from 'node:fs';

const CAP_SYS_ADMIN = 1n << 21n;

/** Whether this process may mount file systems: root on a machine of its own, seldom in a container. */
export function mayMount(): boolean {
  const capabilities = /^CapEff:\s*([0-9a-f]+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0';
  return (BigInt(`0x${capabilities}`) & CAP_SYS_ADMIN) !== 0n;
}
