export { parseSmallXml, SmallXmlError, type SmallXmlLimits } from './parse-small-xml.js';
export type { XmlNode } from './xml-node.js';
