import type { ReactNode } from 'react';
import { useCampus } from '../../frame/campus-context.js';
import { ConsolePage } from '../../frame/console-page.js';
import { useRight } from '../../session/session-context.js';
import { DirectorySection } from './directory-section.js';
import { AcceptedFiles } from './import-settings.js';
import { OwnMails } from './own-mails.js';
import { OwnPasswordForm } from './own-password.js';
import './settings.css';

/** What the school accepts, and what the person signed in chooses for themselves. */
export function SettingsScreen(): ReactNode {
  const { name } = useCampus();
  const mayManage = useRight('manage');
  return (
    <ConsolePage title="Réglages" context={name}>
      <AcceptedFiles />
      {mayManage && <DirectorySection />}
      <OwnMails />
      <OwnPasswordForm />
    </ConsolePage>
  );
}
