import { Module } from '@nestjs/common';
import { spooledUploads } from '../imports/uploads.module.js';
import { AcademicDirectoryController } from './academic-directory.controller.js';
import { AcademicDirectoryService } from './academic-directory.service.js';

/** Apart from the directories of schools, since its files are as large as an academy. */
@Module({
  imports: [spooledUploads('MAX_DIRECTORY_BYTES')],
  controllers: [AcademicDirectoryController],
  providers: [AcademicDirectoryService],
})
export class AcademicDirectoryModule {}
