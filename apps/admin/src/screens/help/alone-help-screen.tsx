import type { ComponentType } from 'react';
import type { HelpTopicName } from '../../frame/help-topics.js';
import { HelpPage } from './help-screen.js';

/** The help of a page for which nobody has to be signed in. */
export const aloneHelpScreen =
  (topic: HelpTopicName): ComponentType =>
  () => <HelpPage topic={topic} />;
