import { Controller, Get, Param, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import { exampleFileListSchema, type ExampleFileList } from '@timetable/contracts';
import type { CampusRecord } from '@timetable/persistence';
import { Access } from '../auth/access.decorator.js';
import { CurrentCampus } from '../http/request-parts.decorator.js';
import { ExampleFilesService } from './example-files.service.js';

@ApiTags('Imports')
@ApiParam({ name: 'campus', type: String })
@Access('manager')
@Controller('campuses/:campus/example-files')
export class ExampleFilesController {
  constructor(private readonly examples: ExampleFilesService) {}

  @Get()
  @ApiOperation({ summary: 'Les fichiers d’exemple d’une démonstration : aucun ailleurs' })
  @ApiOkResponse({ standardSchema: exampleFileListSchema })
  list(@CurrentCampus() campus: CampusRecord): Promise<ExampleFileList> {
    return this.examples.list(campus);
  }

  @Get(':name')
  @ApiOperation({ summary: 'Un fichier d’exemple, à importer comme un autre' })
  @ApiProduces('application/octet-stream')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  download(@CurrentCampus() campus: CampusRecord, @Param('name') name: string): Promise<StreamableFile> {
    return this.examples.download(campus, name);
  }
}
