import type { ReactNode } from 'react';

export interface DataColumn<Row> {
  /** Said in each cell where the table folds; a fragment only shown in the head is not enough. */
  readonly heading: string;
  readonly cell: (row: Row) => ReactNode;
  /** Where the table folds, the heading is not said: a status or a button says itself what it is. */
  readonly isSelfEvident?: boolean;
  /** Figures: on the right, of one width. */
  readonly isNumeric?: boolean;
  /** Sentences: as wide as the row where it is a block. */
  readonly isLong?: boolean;
}

interface DataTableProps<Row> {
  readonly caption: string;
  /** The caption is read, not shown: a title says the same just above. */
  readonly isCaptionUnseen?: boolean;
  /** Has many columns: rows become blocks sooner. */
  readonly isWide?: boolean;
  /** The first one names the row. */
  readonly columns: readonly DataColumn<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
}

/**
 * Rows and columns; where there is no room each row is a block whose cells say their column. Roles are said again: a browser takes
 * them from a table whose rows are laid out as blocks.
 */
export function DataTable<Row>({
  caption,
  isCaptionUnseen = false,
  isWide = false,
  columns,
  rows,
  keyOf,
}: DataTableProps<Row>): ReactNode {
  return (
    <div className="table-holder">
      <table className={isWide ? 'folding wide' : 'folding'} role="table">
        <caption className={isCaptionUnseen ? 'unseen' : undefined}>{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <th key={column.heading} scope="col" role="columnheader" className={classOf(column)}>
                {column.heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={keyOf(row)} role="row">
              {columns.map((column, index) => cellOf(column, row, index === 0))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const classOf = <Row,>({ isNumeric, isLong }: DataColumn<Row>): string | undefined =>
  isNumeric === true ? 'number' : isLong === true ? 'long' : undefined;

function cellOf<Row>(column: DataColumn<Row>, row: Row, isFirst: boolean): ReactNode {
  const { heading, cell, isSelfEvident = false } = column;
  return isFirst ? (
    <th key={heading} scope="row" role="rowheader" className={classOf(column)}>
      {cell(row)}
    </th>
  ) : (
    <td
      key={heading}
      role="cell"
      data-column={isSelfEvident ? undefined : heading}
      className={classOf(column)}
    >
      {cell(row)}
    </td>
  );
}
