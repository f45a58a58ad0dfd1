import { Controller, Get, Redirect } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Access } from '../auth/access.decorator.js';

/** Who types the address alone is shown what is there. */
@ApiExcludeController()
@Access('public')
@Controller()
export class HomeController {
  @Get()
  @Redirect('/api/docs')
  home(): void {
    // The decorator is the answer.
  }
}
