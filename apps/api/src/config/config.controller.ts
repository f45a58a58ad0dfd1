import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { configSchema, type Config, type User } from '@timetable/contracts';
import { ACADEMIC_ZONES } from '@timetable/domain';
import { PRODUCT_VERSION, type Settings } from '@timetable/settings';
import { Access } from '../auth/access.decorator.js';
import { OPENID_PATH } from '../auth/openid/openid-provider.js';
import { KnownUser } from '../http/request-parts.decorator.js';
import { SETTINGS } from '../ports/ports.module.js';

const PASSWORD = { way: 'password' } as const;
const THROUGH_ENT = { way: 'openid', label: 'Se connecter avec l’ENT', path: OPENID_PATH } as const;

@ApiTags('Installation')
@Controller('config')
export class ConfigController {
  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  @Get()
  @ApiOperation({ summary: 'Ce qu’une page doit savoir de cette installation', security: [] })
  @Access('anyone')
  @ApiOkResponse({ standardSchema: configSchema })
  config(@KnownUser() user: User | undefined): Config {
    const { MAX_UPLOAD_BYTES, OIDC_ISSUER, SCHOOL_TIME_ZONE, TEMPORAL_NAMESPACE, TEMPORAL_UI_URL } =
      this.settings;
    return {
      version: PRODUCT_VERSION,
      maxUploadBytes: MAX_UPLOAD_BYTES,
      academicZones: ACADEMIC_ZONES.map((code) => ({ code, label: `Zone ${code}` })),
      timeZone: SCHOOL_TIME_ZONE,
      signIn: OIDC_ISSUER === undefined ? [PASSWORD] : [THROUGH_ENT, PASSWORD],
      temporalUiUrl: user?.role === 'operator' ? TEMPORAL_UI_URL : null,
      temporalNamespace: user?.role === 'operator' ? TEMPORAL_NAMESPACE : null,
    };
  }
}
