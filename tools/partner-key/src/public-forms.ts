import { X509CertificateGenerator, cryptoProvider } from '@peculiar/x509';
import { createHash, webcrypto, type KeyObject } from 'node:crypto';

const ALGORITHM = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
const CERTIFICATE_YEARS = 10;

/** The public half of a partner key, in the forms that a publisher may ask for. */
export interface PublicForms {
  readonly pem: string;
  /** SubjectPublicKeyInfo, DER in base64. */
  readonly der: string;
  /** Self-signed, PEM: nobody checks it, it only carries the key. */
  readonly certificate: string;
  /** SHA-256 of the DER, in pairs of hexadecimal digits: what two people compare on the telephone. */
  readonly fingerprint: string;
}

export async function publicForms(
  partner: string,
  { privateKey, publicKey }: { readonly privateKey: KeyObject; readonly publicKey: KeyObject },
  now: Date,
): Promise<PublicForms> {
  const der = publicKey.export({ type: 'spki', format: 'der' });
  return {
    pem: String(publicKey.export({ type: 'spki', format: 'pem' })),
    der: der.toString('base64'),
    certificate: await selfSigned(partner, privateKey.export({ type: 'pkcs8', format: 'der' }), der, now),
    fingerprint: fingerprintOf(publicKey),
  };
}

export function fingerprintOf(publicKey: KeyObject): string {
  const der = publicKey.export({ type: 'spki', format: 'der' });
  const digest = createHash('sha256').update(der).digest('hex').toUpperCase();
  return (digest.match(/../g) ?? []).join(':');
}

async function selfSigned(partner: string, pkcs8: Buffer, spki: Buffer, now: Date): Promise<string> {
  cryptoProvider.set(webcrypto);
  const { subtle } = webcrypto;
  const until = new Date(now);
  until.setUTCFullYear(until.getUTCFullYear() + CERTIFICATE_YEARS);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: [{ CN: [partner] }],
    notBefore: now,
    notAfter: until,
    signingAlgorithm: ALGORITHM,
    keys: {
      privateKey: await subtle.importKey('pkcs8', pkcs8, ALGORITHM, false, ['sign']),
      publicKey: await subtle.importKey('spki', spki, ALGORITHM, true, ['verify']),
    },
  });
  return `${certificate.toString('pem')}\n`;
}
