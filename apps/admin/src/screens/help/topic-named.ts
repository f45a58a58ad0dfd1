import type { HelpTopicName } from '../../frame/help-topics.js';
import { HELP } from './help-topics-by-name.js';

const isTopic = (name: string): name is HelpTopicName => Object.hasOwn(HELP, name);

/** @param name of an address */
export const topicNamed = (name: string): HelpTopicName | undefined => (isTopic(name) ? name : undefined);
