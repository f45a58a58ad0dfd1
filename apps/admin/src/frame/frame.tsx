import type { Campus } from '@timetable/contracts';
import { CalendarCheck, Menu } from 'lucide-react';
import { useRef, type ReactNode } from 'react';
import { Button } from '../parts/button.js';
import { ConnectionBanner } from './connection-banner.js';
import { Navigation } from './navigation.js';
import { Who } from './who.js';

interface FrameProps {
  /** Whose pages are shown; undefined on those of the fleet. */
  readonly campus?: Campus;
  readonly children: ReactNode;
}

/** What stands around every page: where one is, where one may go, who one is. Below 900 px in a drawer. */
export function Frame({ campus, children }: FrameProps): ReactNode {
  const drawer = useRef<HTMLDialogElement>(null);
  const close = (): void => {
    drawer.current?.close();
  };
  return (
    <>
      <a className="skip" href="#content">
        Aller au contenu
      </a>
      <div className="frame">
        <header className="top">
          <Brand />
          <Button icon={Menu} look="plain" onClick={() => drawer.current?.showModal()}>
            Menu
          </Button>
        </header>
        <header className="side">
          <Brand />
          <Navigation campus={campus} />
          <Who />
        </header>
        <div className="content">
          <ConnectionBanner />
          {children}
        </div>
      </div>
      {/* Also by a press beside it. */}
      <dialog ref={drawer} className="drawer" aria-label="Menu" closedby="any">
        <Button onClick={close}>Fermer le menu</Button>
        <Navigation campus={campus} onGo={close} />
        <Who />
      </dialog>
    </>
  );
}

const Brand = (): ReactNode => (
  <p className="brand">
    <CalendarCheck size={22} aria-hidden className="toned tone-running" />
    Import des emplois du temps
  </p>
);
