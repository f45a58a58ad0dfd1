import { Module } from '@nestjs/common';
import { UploadsModule } from '../imports/uploads.module.js';
import { DirectoryController } from './directory.controller.js';
import { DirectorySearchService } from './directory-search.service.js';
import { DirectoryUploadsController } from './directory-uploads.controller.js';
import { DirectoryUploadsService } from './directory-uploads.service.js';
import { DirectoryService } from './directory.service.js';

@Module({
  imports: [UploadsModule],
  controllers: [DirectoryUploadsController, DirectoryController],
  providers: [DirectorySearchService, DirectoryService, DirectoryUploadsService],
})
export class DirectoryModule {}
