import { SIGN_IN_PATH } from '@timetable/contracts';
import type { ReactNode } from 'react';
import { createBrowserRouter, Outlet, type RouteObject } from 'react-router';
import { CampusScope } from './frame/campus-scope.js';
import { Frame } from './frame/frame.js';
import { HELP_PATH, PUBLIC_HELP } from './frame/help-topics.js';
import { NotFound } from './frame/not-found.js';
import { PageFailure } from './frame/page-failure.js';
import { CAMPUS_SCREENS, FLEET_SCREENS, type Screen } from './frame/screens.js';
import { HomeScreen } from './screens/home/home-screen.js';
import { ImportLinkScreen } from './screens/home/import-link-screen.js';
import { RequireSession } from './session/require-session.js';

const routeOf = ({ path, load }: Screen): RouteObject => ({
  ...(path === '' ? { index: true } : { path }),
  lazy: async () => ({ Component: await load() }),
});

const FleetFrame = (): ReactNode => (
  <Frame>
    <Outlet />
  </Frame>
);

/** Every address of the console. */
export const createRouter = (): ReturnType<typeof createBrowserRouter> =>
  createBrowserRouter([
    {
      errorElement: <PageFailure />,
      // Nothing, while the first page's code comes.
      HydrateFallback: () => null,
      children: [
        {
          path: SIGN_IN_PATH,
          lazy: async () => ({
            Component: (await import('./screens/sign-in/sign-in-screen.js')).SignInScreen,
          }),
        },
        {
          path: '/mes-depots',
          lazy: async () => ({
            Component: (await import('./screens/depositor/depositor-screen.js')).DepositorScreen,
          }),
        },
        ...PUBLIC_HELP.map((topic) => ({
          path: `/${HELP_PATH}/${topic}`,
          lazy: async () => ({
            Component: (await import('./screens/help/alone-help-screen.js')).aloneHelpScreen(topic),
          }),
        })),
        {
          element: <RequireSession />,
          children: [
            {
              path: '/cites/:campus',
              element: <CampusScope />,
              children: [...CAMPUS_SCREENS.map(routeOf), { path: '*', element: <NotFound /> }],
            },
            {
              element: <FleetFrame />,
              children: [
                { path: '/', element: <HomeScreen /> },
                { path: '/imports/:importId', element: <ImportLinkScreen /> },
                ...FLEET_SCREENS.map(routeOf),
                { path: '*', element: <NotFound /> },
              ],
            },
          ],
        },
      ],
    },
  ]);
