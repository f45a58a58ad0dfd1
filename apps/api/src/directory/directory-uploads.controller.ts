import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Post,
  Res,
  UploadedFile,
  UseInterceptors,
} from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import {
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import {
  directoryApplySchema,
  directoryCountsSchema,
  directoryPreviewSchema,
  directoryUploadFieldsSchema,
  type DirectoryApply,
  type DirectoryCounts,
  type DirectoryPreviewView,
  type User,
} from '@timetable/contracts';
import { DIRECTORY_LISTS } from '@timetable/domain';
import type { CampusRecord } from '@timetable/persistence';
import type { Response } from 'express';
import { Access } from '../auth/access.decorator.js';
import { parse } from '../errors/validation.pipe.js';
import { CurrentCampus, CurrentUser } from '../http/request-parts.decorator.js';
import { sentAs } from '../http/table.js';
import type { SpooledFile } from '../imports/spool.storage.js';
import { RefusedUploadInterceptor } from '../imports/refused-upload.interceptor.js';
import { UploadTurnInterceptor } from '../imports/upload-turn.interceptor.js';
import { ApiProblems } from '../openapi/api-problems.decorator.js';
import { directoryTemplate } from './directory-template.js';
import { DirectoryUploadsService } from './directory-uploads.service.js';

@ApiTags('Annuaire')
@ApiParam({ name: 'campus', type: String })
@Access('manager')
@Controller('campuses/:campus/directory')
export class DirectoryUploadsController {
  constructor(private readonly uploads: DirectoryUploadsService) {}

  @Get('templates/:list')
  @ApiOperation({ summary: 'Un tableau à remplir, pour un tableur' })
  @ApiParam({ name: 'list', enum: DIRECTORY_LISTS, description: 'La liste que le tableau donnera.' })
  @ApiOkResponse({ content: { 'text/csv': { schema: { type: 'string' } } } })
  template(@Param('list') list: string, @Res({ passthrough: true }) response: Response): string {
    return sentAs(directoryTemplate(list), response);
  }

  @Post('uploads')
  @ApiOperation({
    summary: 'Envoyer un fichier d’annuaire, et voir ce qu’il changerait',
    description:
      'Un tableau CSV (enseignants, élèves, classes ou personnels), l’export ElevesAvecAdresses de SIECLE, ou sts_emp de ' +
      'STSWEB, seuls ou dans un .zip. Rien n’est changé : la réponse dit ce qui le serait. Le fichier est effacé une fois ' +
      'chargé, ou après un jour.',
  })
  @ApiProblems(
    'unsupported_media_type',
    'file_required',
    'empty_file',
    'directory_unreadable',
    'unknown_establishment',
    'too_many_deposits',
  )
  @UseInterceptors(UploadTurnInterceptor, FileInterceptor('file'), RefusedUploadInterceptor)
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: {
      type: 'object',
      required: ['file'],
      properties: {
        file: { type: 'string', format: 'binary' },
        establishment: { type: 'string' },
        list: { type: 'string', enum: [...DIRECTORY_LISTS] },
      },
    },
  })
  @ApiCreatedResponse({ standardSchema: directoryPreviewSchema })
  receive(
    @CurrentCampus() campus: CampusRecord,
    @UploadedFile() file: SpooledFile | undefined,
    // Parsed below: a schema here would replace the documented body, which has the file.
    @Body() fields: unknown,
    @CurrentUser() user: User,
  ): Promise<DirectoryPreviewView> {
    return this.uploads.receive(campus, file, parse(directoryUploadFieldsSchema, fields ?? {}), user);
  }

  @Get('uploads/:uploadId')
  @ApiOperation({ summary: 'Ce qu’un fichier d’annuaire changerait maintenant' })
  @ApiParam({ name: 'uploadId', type: String, description: 'Identifiant du fichier envoyé.' })
  @ApiOkResponse({ standardSchema: directoryPreviewSchema })
  preview(
    @CurrentCampus() campus: CampusRecord,
    @Param('uploadId') id: string,
  ): Promise<DirectoryPreviewView> {
    return this.uploads.preview(campus, id);
  }

  @Post('uploads/:uploadId/apply')
  @ApiOperation({
    summary: 'Charger un fichier d’annuaire',
    description:
      'Un fichier qui retirerait plus d’un cinquième d’une liste répond 409 directory_emptied sans rien changer, tant que la ' +
      'valeur confirm de l’aperçu n’est pas rendue.',
  })
  @ApiProblems('directory_emptied')
  @ApiParam({ name: 'uploadId', type: String, description: 'Identifiant du fichier envoyé.' })
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: directoryCountsSchema })
  apply(
    @CurrentCampus() campus: CampusRecord,
    @Param('uploadId') id: string,
    @Body({ schema: directoryApplySchema }) { confirm }: DirectoryApply,
    @CurrentUser() user: User,
  ): Promise<DirectoryCounts> {
    return this.uploads.apply(campus, id, confirm ?? undefined, user);
  }

  @Delete('uploads/:uploadId')
  @ApiOperation({ summary: 'Renoncer à un fichier d’annuaire : il est effacé' })
  @ApiParam({ name: 'uploadId', type: String, description: 'Identifiant du fichier envoyé.' })
  @HttpCode(204)
  @ApiNoContentResponse()
  drop(@CurrentCampus() campus: CampusRecord, @Param('uploadId') id: string): Promise<void> {
    return this.uploads.drop(campus, id);
  }
}
