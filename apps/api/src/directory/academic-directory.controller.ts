import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Post,
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
  feedApplySchema,
  feedPreviewSchema,
  feedReportSchema,
  type FeedApply,
  type FeedPreviewView,
  type FeedReportView,
  type User,
} from '@timetable/contracts';
import { Access } from '../auth/access.decorator.js';
import { CurrentUser } from '../http/request-parts.decorator.js';
import { RefusedUploadInterceptor } from '../imports/refused-upload.interceptor.js';
import type { SpooledFile } from '../imports/spool.storage.js';
import { ApiProblems } from '../openapi/api-problems.decorator.js';
import { AcademicDirectoryService } from './academic-directory.service.js';

const FEED_ID = { name: 'feedId', type: String, description: 'Identifiant de l’annuaire envoyé.' } as const;

@ApiTags('Exploitation')
@Access('operator')
@Controller('operator/directory')
export class AcademicDirectoryController {
  constructor(private readonly academic: AcademicDirectoryService) {}

  @Post()
  @ApiOperation({
    summary: 'Envoyer l’annuaire académique (AAF), et voir ce qu’il changerait dans tous les établissements',
    description:
      'Une archive .zip des fichiers « …_Complet_… » ou « …_Delta_… ». Rien n’est changé : la réponse dit ce qui le serait, ' +
      'établissement par établissement là où une personne doit confirmer. Le fichier est effacé aussitôt lu (adresses et ' +
      'familles ne sont pas lues) ; ce qui en a été lu l’est une fois chargé, ou après un jour, ou quand un autre est envoyé. ' +
      'Un annuaire entier demande quelques minutes.',
  })
  @ApiProblems(
    'unsupported_media_type',
    'file_required',
    'empty_file',
    'directory_unreadable',
    'directory_under_way',
  )
  @UseInterceptors(FileInterceptor('file'), RefusedUploadInterceptor)
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: {
      type: 'object',
      required: ['file'],
      properties: { file: { type: 'string', format: 'binary' } },
    },
  })
  @ApiCreatedResponse({ standardSchema: feedPreviewSchema })
  receive(
    @UploadedFile() file: SpooledFile | undefined,
    @CurrentUser() user: User,
  ): Promise<FeedPreviewView> {
    return this.academic.receive(file, user);
  }

  @Get(':feedId')
  @ApiOperation({ summary: 'Ce que l’annuaire académique envoyé changerait maintenant' })
  @ApiProblems('directory_under_way')
  @ApiParam(FEED_ID)
  @ApiOkResponse({ standardSchema: feedPreviewSchema })
  preview(@Param('feedId') id: string): Promise<FeedPreviewView> {
    return this.academic.preview(id);
  }

  @Post(':feedId/apply')
  @ApiOperation({
    summary: 'Charger l’annuaire académique envoyé',
    description:
      'Une cité scolaire qui perdrait plus d’un cinquième d’une liste reste ce qu’elle était, et figure dans toConfirm : ' +
      'recommencer en donnant son code dans confirm. Ce qui est fait reste fait ; recommencer fait le reste.',
  })
  @ApiProblems('directory_under_way')
  @ApiParam(FEED_ID)
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: feedReportSchema })
  apply(
    @Param('feedId') id: string,
    @Body({ schema: feedApplySchema }) { confirm }: FeedApply,
    @CurrentUser() user: User,
  ): Promise<FeedReportView> {
    return this.academic.apply(id, confirm, user);
  }

  @Delete(':feedId')
  @ApiOperation({ summary: 'Renoncer à l’annuaire académique envoyé : ce qui en a été lu est effacé' })
  @ApiProblems('directory_under_way')
  @ApiParam(FEED_ID)
  @HttpCode(204)
  @ApiNoContentResponse()
  drop(@Param('feedId') id: string): Promise<void> {
    return this.academic.drop(id);
  }
}
