import type { DepositCredentials, ImportDetail } from '@timetable/contracts';
import { mutate, type School } from '@timetable/generator';
import { ProductCampus } from './product-campus.js';
import type { RunningProduct } from './product.js';
import { SECRETARY, smallDirectory, smallSchool, zipOf } from './small-school.js';

/** A small school after its first import, with the account of its secretary: what every later file meets. */
export class ReadySchool {
  readonly campus: ProductCampus;
  readonly school: School;
  readonly account: DepositCredentials;

  private constructor(campus: ProductCampus, school: School, account: DepositCredentials) {
    this.campus = campus;
    this.school = school;
    this.account = account;
  }

  /** @param directoryOf what the ENT knows of it; everybody, unless told */
  static async declare(
    product: RunningProduct,
    code: string,
    directoryOf: (school: School) => object = smallDirectory,
  ): Promise<ReadySchool> {
    const school = smallSchool();
    const campus = await ProductCampus.declare(product, {
      code,
      uai: school.uai,
      directory: directoryOf(school),
    });
    const first = await campus.importFirst(await zipOf(school), 'rentree.zip');
    if (!first.status.startsWith('integrated')) throw new Error(`First import: ${first.message ?? ''}`);
    return new ReadySchool(campus, school, await campus.createAccount(SECRETARY));
  }

  /** The school's export after a change (see `npm run generate-export`), or other bytes, pushed as EDT does. */
  async push(fileName: string, content: string | Buffer): Promise<string> {
    const bytes =
      typeof content === 'string' ? await zipOf(mutate(this.school, content, seedOf(fileName))) : content;
    return this.campus.push({ fileName, bytes, account: this.account });
  }

  /** The same, up to where the import stops by itself. */
  async deposit(fileName: string, content: string | Buffer): Promise<ImportDetail> {
    return this.campus.settled(await this.push(fileName, content));
  }
}

/** Files of different names change different courses. */
const seedOf = (fileName: string): number =>
  Buffer.from(fileName).reduce((sum, byte) => (31 * sum + byte) % 65_536, 7);
