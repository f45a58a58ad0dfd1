// Prints where the Temporal program is, after fetching it if need be: for scripts that start it themselves.
import { findTemporalCli } from '../temporal-cli.js';

console.log(
  await findTemporalCli({
    env: process.env,
    dataDirectory: process.env['DATA_DIR'] ?? '.data',
    onProgress: (message) => {
      console.error(message);
    },
  }),
);
