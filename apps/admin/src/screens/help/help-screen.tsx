import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { campusAddress } from '../../frame/addresses.js';
import { ConsolePage } from '../../frame/console-page.js';
import { HELP_PATH, type HelpTopicName } from '../../frame/help-topics.js';
import { NotFound } from '../../frame/not-found.js';
import { useSaid } from '../../frame/use-said.js';
import { HELP } from './help-topics-by-name.js';
import { topicNamed } from './topic-named.js';
import './help.css';

/** The help that the address names. */
export function HelpScreen(): ReactNode {
  const { topic: name = '' } = useParams();
  const topic = topicNamed(name);
  return topic === undefined ? <NotFound /> : <HelpPage topic={topic} />;
}

/** What a screen is for, what to do when something is not as expected, and what its words mean. */
export function HelpPage({ topic }: { readonly topic: HelpTopicName }): ReactNode {
  const { campus } = useParams();
  const said = useSaid();
  const { title, path, purpose, explanation, cases, words } = HELP[topic];
  return (
    <ConsolePage title={`Aide : ${title}`}>
      <article className="help">
        <p>
          <strong>{said(purpose)}</strong>
        </p>
        {explanation.map((paragraph) => (
          <p key={paragraph}>{said(paragraph)}</p>
        ))}
        {campus !== undefined && path !== undefined && (
          <p>
            <Link to={campusAddress(campus, path)}>Aller à cet écran</Link>
          </p>
        )}
        <section aria-labelledby="cases">
          <h2 id="cases">Que faire quand…</h2>
          {cases.map(({ when, answer }) => (
            <section key={when} className="case">
              <h3>{said(when)}</h3>
              <p>{said(answer)}</p>
            </section>
          ))}
        </section>
        <section aria-labelledby="words">
          <h2 id="words">Les mots de cet écran</h2>
          <dl>
            {words.map(({ word, meaning }) => (
              <div key={word}>
                <dt>{word}</dt>
                <dd>{said(meaning)}</dd>
              </div>
            ))}
          </dl>
        </section>
        {campus !== undefined && (
          <p>
            <Link to={campusAddress(campus, HELP_PATH)}>Toute l’aide</Link>
          </p>
        )}
      </article>
    </ConsolePage>
  );
}
