export { describeWhere } from './describe-where.js';
export { lackingPrograms, programFile } from './programs.js';
export { PUBLIC_FILES, type PublicFile } from './public-files.js';
export { NO_MOUNTS } from './mounts.js';
