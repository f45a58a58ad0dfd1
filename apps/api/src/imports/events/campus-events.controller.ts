import { Controller, Headers, Sse, type MessageEvent } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import { campusEventSchema, type User } from '@timetable/contracts';
import type { CampusRecord } from '@timetable/persistence';
import type { Observable } from 'rxjs';
import { Access } from '../../auth/access.decorator.js';
import { SessionStreams } from '../../auth/session-streams.js';
import type { ApiRequest } from '../../http/api-request.js';
import { CurrentCampus, CurrentSession, CurrentUser } from '../../http/request-parts.decorator.js';
import { ApiProblems } from '../../openapi/api-problems.decorator.js';
import { CampusEventsService } from './campus-events.service.js';
import { eventIdOf } from './last-event-id.js';

type Session = NonNullable<ApiRequest['session']>;

const EVENTS =
  'Des événements numérotés : `id`, `event` (le `type` du schéma) et `data` (le sien, en JSON). `import` : un fichier est ' +
  'reçu ; `step` et `status` : un import avance ; `reload` : trop d’événements ont été manqués, relisez vos listes ; `ping` : ' +
  'le flux vit, toutes les 15 secondes, avec le numéro du dernier événement. Sans Last-Event-ID : ce qui arrive à partir de maintenant.';

@Controller()
export class CampusEventsController {
  constructor(
    private readonly live: CampusEventsService,
    private readonly streams: SessionStreams,
  ) {}

  @Sse('campuses/:campus/events')
  @ApiTags('Imports')
  @ApiParam({ name: 'campus', type: String })
  @ApiOperation({ summary: 'Tous les imports de la cité scolaire, en direct ; reprend après Last-Event-ID' })
  @ApiHeader({ name: 'Last-Event-ID', required: false, description: 'Le dernier événement reçu.' })
  @ApiProblems('too_many_requests')
  @Access('viewer')
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ description: EVENTS, standardSchema: campusEventSchema })
  ofCampus(
    @CurrentCampus() { code }: CampusRecord,
    @Headers('last-event-id') lastEventId: string | undefined,
    @CurrentUser() user: User,
    @CurrentSession() session: Session,
  ): Observable<MessageEvent> {
    const events = this.live.follow({ campusCode: code }, eventIdOf(lastEventId));
    return this.streams.within(user, session, events);
  }

  @Sse('operator/events')
  @ApiTags('Exploitation')
  @ApiOperation({ summary: 'Tous les imports du parc, en direct ; reprend après Last-Event-ID' })
  @ApiHeader({ name: 'Last-Event-ID', required: false, description: 'Le dernier événement reçu.' })
  @ApiProblems('too_many_requests')
  @Access('operator')
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ description: EVENTS, standardSchema: campusEventSchema })
  ofFleet(
    @Headers('last-event-id') lastEventId: string | undefined,
    @CurrentUser() user: User,
    @CurrentSession() session: Session,
  ): Observable<MessageEvent> {
    const events = this.live.follow({ campusCode: undefined }, eventIdOf(lastEventId));
    return this.streams.within(user, session, events);
  }
}
