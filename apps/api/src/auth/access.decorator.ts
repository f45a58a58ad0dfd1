import { SetMetadata, type CustomDecorator } from '@nestjs/common';
import type { Role } from '@timetable/contracts';

export const ACCESS = 'access';

/**
 * Least role of a handler or controller. An operator may everything; a manager or viewer only what names their own
 * campus (`:campus`, or the `:id` of one of its imports). Without it a handler is closed to everyone.
 */
export const Access = (role: Role | 'public'): CustomDecorator => SetMetadata(ACCESS, role);
