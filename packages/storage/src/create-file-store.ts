import { fileURLToPath } from 'node:url';
import type { BucketLocation } from './bucket.js';
import { DiskStore } from './disk.store.js';
import { InvalidStorageUrl } from './errors.js';
import type { FileStore } from './file-store.js';
import { S3Store } from './s3.store.js';

/** The usual variables of S3 tools, as read once by the process's settings. */
export interface AwsVariables {
  readonly AWS_ACCESS_KEY_ID?: string | undefined;
  readonly AWS_SECRET_ACCESS_KEY?: string | undefined;
  readonly AWS_SESSION_TOKEN?: string | undefined;
}

/**
 * Opens the store that `STORAGE_URL` names: `file:<directory>` (relative to the working directory unless absolute) or
 * `s3://<bucket>?endpoint=<url>&region=<name>`. Contacts nothing: `check()` does.
 *
 * @throws InvalidStorageUrl
 */
export function createFileStore(storageUrl: string, aws: AwsVariables = {}): FileStore {
  if (storageUrl.startsWith('file:')) return new DiskStore(directoryOf(storageUrl));
  if (storageUrl.startsWith('s3://')) return new S3Store(bucketOf(storageUrl, aws));
  throw new InvalidStorageUrl('STORAGE_URL doit commencer par file: ou s3://.');
}

function directoryOf(storageUrl: string): string {
  const directory = storageUrl.startsWith('file://')
    ? fileURLToPath(storageUrl)
    : storageUrl.slice('file:'.length);
  if (directory === '') throw new InvalidStorageUrl('STORAGE_URL ne nomme aucun dossier : file:<dossier>.');
  return directory;
}

function bucketOf(storageUrl: string, aws: AwsVariables): BucketLocation {
  const url = URL.parse(storageUrl);
  if (url === null || url.hostname === '')
    throw new InvalidStorageUrl(
      'STORAGE_URL ne nomme aucun compartiment : s3://<compartiment>?endpoint=<url>&region=<région>.',
    );
  // A secret in a URL ends up in logs and process lists.
  if (url.username !== '' || url.password !== '')
    throw new InvalidStorageUrl(
      'STORAGE_URL ne doit pas contenir d’identifiants : utilisez AWS_ACCESS_KEY_ID et AWS_SECRET_ACCESS_KEY.',
    );
  const endpoint = url.searchParams.get('endpoint') ?? undefined;
  if (endpoint !== undefined && !/^https?:\/\//.test(endpoint))
    throw new InvalidStorageUrl('Dans STORAGE_URL, endpoint doit commencer par http:// ou https://.');
  return {
    bucket: url.hostname,
    endpoint,
    region: url.searchParams.get('region') ?? 'us-east-1',
    credentials: credentialsOf(aws),
  };
}

function credentialsOf(aws: AwsVariables): BucketLocation['credentials'] {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = aws;
  if (accessKeyId === undefined && secretAccessKey === undefined) return undefined;
  if (accessKeyId === undefined || secretAccessKey === undefined)
    throw new InvalidStorageUrl(
      'AWS_ACCESS_KEY_ID et AWS_SECRET_ACCESS_KEY vont ensemble : il en manque un.',
    );
  return {
    accessKeyId,
    secretAccessKey,
    ...(aws.AWS_SESSION_TOKEN === undefined ? {} : { sessionToken: aws.AWS_SESSION_TOKEN }),
  };
}
