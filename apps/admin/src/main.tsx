import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { createQueryClient } from './api/query-client.js';
import { Announcer } from './frame/announcer.js';
import { createRouter } from './routes.js';
import { sessionEnded } from './session/session-state.js';
import './styles/tokens.css';
import './styles/base.css';
import './styles/frame.css';
import './styles/controls.css';
import './styles/parts.css';
import './styles/forms.css';

const element = document.getElementById('console');
if (element === null) throw new Error('index.html has no #console');

const client = createQueryClient(() => {
  sessionEnded(client);
});

createRoot(element).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <Announcer>
        <RouterProvider router={createRouter()} />
      </Announcer>
    </QueryClientProvider>
  </StrictMode>,
);
