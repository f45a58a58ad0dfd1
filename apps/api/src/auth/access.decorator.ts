import { SetMetadata, type CustomDecorator, type ExecutionContext } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import type { Role } from '@timetable/contracts';

const ACCESS = 'access';

/** `public`: nobody is asked who they are; `anyone`: neither, but who has signed in is known. */
type Reach = Role | 'public' | 'anyone';

/**
 * Least role of a handler or controller. An operator may everything; a manager or viewer only what names their own
 * campus (`:campus`, or the `:id` of one of its imports). Without it a handler is closed to everyone.
 */
export const Access = (role: Reach): CustomDecorator => SetMetadata(ACCESS, role);

/** What the handler asks for, else its controller; undefined when neither says. */
export const accessOf = (reflector: Reflector, context: ExecutionContext): Reach | undefined =>
  reflector.getAllAndOverride<Reach | undefined>(ACCESS, [context.getHandler(), context.getClass()]);
