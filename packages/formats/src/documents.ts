// How received files are opened, bounded and walked, for whoever reads other documents than timetables out of them.
export { memorySource, readFully, SourceFailure, type ByteSource } from './byte-source.js';
export { isLeftover } from './archive/entry-name.js';
export { isZip } from './received/content-kind.js';
export { openReceived, type OpenedFile, type ReceivedDocument } from './received/opened-file.js';
export { readStsEmpDocument, stswebExportOf, type StsEmp } from './sts/sts-emp.js';
export { Unreadable } from './unreadable.js';
export { documentEncoding } from './xml/document-encoding.js';
export { isOneByte } from './xml/encoding.js';
export { LEAF, type Element, type ElementReader } from './xml/element-reader.js';
export { nextTurn } from './xml/next-turn.js';
export { TextDecoding } from './xml/text-decoding.js';
export { GARBLED } from './xml/xml-document.js';
export { XmlWalker, type WalkOptions } from './xml/xml-walker.js';
export { xmlUnreadable } from './xml/xml-unreadable.js';
export { parseName, parseUai } from './reading/values.js';
