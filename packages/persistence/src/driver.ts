import { DriverException, PostgreSqlDriver } from '@mikro-orm/postgresql';

/**
 * MikroORM's own, but for what it says of an error: PostgreSQL puts the values of a row in the detail, and MikroORM would
 * copy them into the message, which logs keep.
 */
export class DiscreetDriver extends PostgreSqlDriver {
  override convertException(exception: Error): DriverException {
    return exception instanceof DriverException ? exception : new DriverException(exception);
  }
}
