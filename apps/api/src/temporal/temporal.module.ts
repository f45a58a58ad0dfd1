import { Module, type OnModuleDestroy } from '@nestjs/common';
import type { Settings } from '@timetable/settings';
import { TemporalClient } from '@timetable/temporal';
import { SETTINGS } from '../ports/ports.module.js';

/** The little the API asks of Temporal: whether it is there, and to cancel an attempt that runs. */
@Module({
  providers: [
    {
      provide: TemporalClient,
      useFactory: (settings: Settings) => new TemporalClient(settings),
      inject: [SETTINGS],
    },
  ],
  exports: [TemporalClient],
})
export class TemporalModule implements OnModuleDestroy {
  constructor(private readonly client: TemporalClient) {}

  async onModuleDestroy(): Promise<void> {
    await this.client.close();
  }
}
