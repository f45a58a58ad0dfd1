import { Inject, Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { ExpressAdapter } from '@nestjs/platform-express';
import { ClientConnections, type ClientTimeLimits } from '@timetable/runtime';
import type { Express } from 'express';
import { CLIENT_LIMITS } from '../ports/ports.module.js';

/** Requests under way at the end get this long: less than what containers are given to stop. */
const DRAIN_LIMIT_MS = 8_000;

/** Puts the bounds of `ClientConnections` between the server that Nest has made and the application. */
@Injectable()
export class ApiConnections implements OnModuleInit, BeforeApplicationShutdown {
  #connections: ClientConnections | undefined;

  constructor(
    private readonly host: HttpAdapterHost<ExpressAdapter>,
    @Inject(CLIENT_LIMITS) private readonly limits: ClientTimeLimits,
  ) {}

  onModuleInit(): void {
    const server = this.host.httpAdapter.getHttpServer();
    const application = this.host.httpAdapter.getInstance<Express>();
    const connections = new ClientConnections(server, this.limits);
    server.removeListener('request', application);
    server.on('request', (request, response) => {
      connections.take(request, response, () => {
        application(request, response);
      });
    });
    this.#connections = connections;
  }

  beforeApplicationShutdown(): void {
    this.#connections?.end(DRAIN_LIMIT_MS);
  }
}
