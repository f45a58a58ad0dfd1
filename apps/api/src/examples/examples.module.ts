import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { ExampleFilesController } from './example-files.controller.js';
import { ExampleFilesService } from './example-files.service.js';

@Module({
  imports: [AuthModule],
  controllers: [ExampleFilesController],
  providers: [ExampleFilesService],
})
export class ExamplesModule {}
