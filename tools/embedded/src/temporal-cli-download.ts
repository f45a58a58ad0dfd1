// Run by temporal-cli.ts in a process of its own: asks the SDK to download its dev server into the given directory.
// The SDK offers no download alone, so the server is started and stopped.
import { TestWorkflowEnvironment } from '@temporalio/testing';

const downloadDir = process.argv[2];
if (downloadDir === undefined) throw new Error('usage: temporal-cli-download <directory>');
const environment = await TestWorkflowEnvironment.createLocal({
  server: { executable: { type: 'cached-download', downloadDir } },
});
await environment.teardown();
