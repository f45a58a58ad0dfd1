import {
  Body,
  Controller,
  Get,
  HttpCode,
  Post,
  Query,
  Req,
  UploadedFile,
  UseInterceptors,
} from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiConsumes,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import {
  acceptedImportSchema,
  importsQuerySchema,
  importRowPageSchema,
  uploadFieldsSchema,
  type AcceptedImport,
  type ImportRow,
  type ImportsQuery,
  type Page,
  type User,
} from '@timetable/contracts';
import type { CampusRecord } from '@timetable/persistence';
import { Access } from '../auth/access.decorator.js';
import { parse } from '../errors/validation.pipe.js';
import type { ApiRequest } from '../http/api-request.js';
import { CurrentCampus, CurrentUser } from '../http/request-parts.decorator.js';
import { ApiProblems } from '../openapi/api-problems.decorator.js';
import { ImportsService } from './imports.service.js';
import { RefusedUploadInterceptor } from './refused-upload.interceptor.js';
import type { SpooledFile } from './spool.storage.js';
import { UploadService } from './upload.service.js';
import { UploadTurnInterceptor } from './upload-turn.interceptor.js';
import { UploadAdmissionInterceptor } from './upload-admission.interceptor.js';

@ApiTags('Imports')
@ApiParam({ name: 'campus', type: String })
@Controller('campuses/:campus/imports')
export class CampusImportsController {
  constructor(
    private readonly imports: ImportsService,
    private readonly uploads: UploadService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Le tableau de bord : tous les imports, du plus récent au plus ancien' })
  @Access('viewer')
  @ApiOkResponse({ standardSchema: importRowPageSchema })
  list(
    @CurrentCampus() campus: CampusRecord,
    @Query({ schema: importsQuerySchema }) query: ImportsQuery,
  ): Promise<Page<ImportRow>> {
    return this.imports.list(campus, query);
  }

  @Post()
  @ApiOperation({ summary: 'Importer un fichier à la main' })
  @ApiProblems(
    'unsupported_media_type',
    'file_required',
    'empty_file',
    'unknown_establishment',
    'storage_full',
    'deposit_undecided',
    'too_many_deposits',
  )
  @HttpCode(202)
  @Access('manager')
  @UseInterceptors(
    UploadTurnInterceptor,
    UploadAdmissionInterceptor,
    FileInterceptor('file'),
    RefusedUploadInterceptor,
  )
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: {
      type: 'object',
      required: ['file'],
      properties: { file: { type: 'string', format: 'binary' }, establishment: { type: 'string' } },
    },
  })
  @ApiAcceptedResponse({ standardSchema: acceptedImportSchema })
  upload(
    @CurrentCampus() campus: CampusRecord,
    @UploadedFile() file: SpooledFile | undefined,
    // Parsed below: a schema here would replace the documented body, which has the file.
    @Body() fields: unknown,
    @CurrentUser() user: User,
    @Req() request: ApiRequest,
  ): Promise<AcceptedImport> {
    return this.uploads.accept(campus, file, parse(uploadFieldsSchema, fields ?? {}), {
      user,
      address: request.ip,
      userAgent: request.headers['user-agent'],
    });
  }
}
