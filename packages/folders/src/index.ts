export { FolderUnusable } from './folder-unusable.js';
export { makeFolder, makePrivateFolder, makeTemporaryFolder } from './make-folder.js';
