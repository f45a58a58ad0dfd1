import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Post,
  Query,
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
  feedPageSchema,
  feedPreviewSchema,
  feedReportSchema,
  pageQuerySchema,
  type FeedApply,
  type FeedPreviewView,
  type FeedReportView,
  type FeedSummary,
  type Page,
  type PageQuery,
  type User,
} from '@timetable/contracts';
import type { FeedTurn } from '@timetable/persistence';
import { Access } from '../auth/access.decorator.js';
import { CurrentFeedTurn, CurrentUser } from '../http/request-parts.decorator.js';
import { RefusedUploadInterceptor } from '../imports/refused-upload.interceptor.js';
import type { SpooledFile } from '../imports/spool.storage.js';
import { ApiProblems } from '../openapi/api-problems.decorator.js';
import { AcademicDirectoryService } from './academic-directory.service.js';
import { FeedTurnInterceptor } from './feed-turn.interceptor.js';

const FEED_ID = { name: 'feedId', type: String, description: 'Identifiant de l’annuaire envoyé.' } as const;

@ApiTags('Exploitation')
@Access('operator')
@Controller('operator/directory')
export class AcademicDirectoryController {
  constructor(private readonly academic: AcademicDirectoryService) {}

  @Get()
  @ApiOperation({
    summary: 'Les annuaires académiques envoyés, le dernier d’abord',
    description:
      'Celui qui est en cours, celui qui attend d’être chargé, et ce que sont devenus les autres : les cent derniers, ceux de la commande du ' +
      'serveur compris. C’est ici que se retrouve un annuaire dont la réponse s’est perdue.',
  })
  @ApiOkResponse({ standardSchema: feedPageSchema })
  list(@Query({ schema: pageQuerySchema }) query: PageQuery): Promise<Page<FeedSummary>> {
    return this.academic.list(query);
  }

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
    'upload_too_slow',
    'directory_unreadable',
    'directory_under_way',
  )
  @UseInterceptors(FeedTurnInterceptor, FileInterceptor('file'), RefusedUploadInterceptor)
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
    @CurrentFeedTurn() turn: FeedTurn,
  ): Promise<FeedPreviewView> {
    return this.academic.receive(turn, file);
  }

  @Get(':feedId')
  @ApiOperation({ summary: 'Ce que l’annuaire académique envoyé changerait maintenant' })
  @ApiProblems('directory_under_way', 'directory_changed')
  @UseInterceptors(FeedTurnInterceptor)
  @ApiParam(FEED_ID)
  @ApiOkResponse({ standardSchema: feedPreviewSchema })
  preview(@CurrentFeedTurn() turn: FeedTurn, @Param('feedId') id: string): Promise<FeedPreviewView> {
    return this.academic.preview(turn, id);
  }

  @Post(':feedId/apply')
  @ApiOperation({
    summary: 'Charger l’annuaire académique envoyé',
    description:
      'Une cité scolaire qui perdrait plus d’un cinquième d’une liste reste ce qu’elle était, et figure dans toConfirm : ' +
      'recommencer en donnant son code dans confirm. Ce qui est fait reste fait ; recommencer fait le reste.',
  })
  @ApiProblems('directory_under_way', 'directory_changed')
  @UseInterceptors(FeedTurnInterceptor)
  @ApiParam(FEED_ID)
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: feedReportSchema })
  apply(
    @CurrentFeedTurn() turn: FeedTurn,
    @Param('feedId') id: string,
    @Body({ schema: feedApplySchema }) { confirm }: FeedApply,
    @CurrentUser() user: User,
  ): Promise<FeedReportView> {
    return this.academic.apply(turn, id, confirm, user);
  }

  @Delete(':feedId')
  @ApiOperation({ summary: 'Renoncer à l’annuaire académique envoyé : ce qui en a été lu est effacé' })
  @ApiProblems('directory_under_way')
  @UseInterceptors(FeedTurnInterceptor)
  @ApiParam(FEED_ID)
  @HttpCode(204)
  @ApiNoContentResponse()
  drop(@CurrentFeedTurn() turn: FeedTurn, @Param('feedId') id: string): Promise<void> {
    return this.academic.drop(turn, id);
  }
}
