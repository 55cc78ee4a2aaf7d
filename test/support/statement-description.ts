/** What PostgreSQL says of a statement without running it: the types of its parameters, and the columns that it returns. */
import pg from 'pg';

export interface DescribedColumn {
  name: string;
  type: string;
  /** Whether it is a column of a table that may be null; null of an expression, of which PostgreSQL cannot tell. */
  nullable: boolean | null;
}

export interface StatementDescription {
  parameters: string[];
  columns: DescribedColumn[];
}

interface Field {
  name: string;
  dataTypeID: number;
  tableID: number;
  columnID: number;
}

/** What pg's client has and its types do not show: the extended protocol itself. */
interface Connection {
  parse(query: { name: string; text: string; types: number[] }): void;
  describe(message: { type: 'S'; name: string }): void;
  close(message: { type: 'S'; name: string }): void;
  sync(): void;
}

const fieldsOf = (client: pg.Client, text: string): Promise<Field[]> =>
  new Promise((resolve, reject) => {
    const name = 'described';
    let fields: Field[] = [];
    const query = {
      submit(on: Connection): void {
        on.parse({ name, text, types: [] });
        on.describe({ type: 'S', name });
        on.close({ type: 'S', name });
        on.sync();
      },
      handleRowDescription(message: { fields: Field[] }): void {
        fields = message.fields;
      },
      handleError(error: Error): void {
        reject(error);
      },
      handleReadyForQuery(): void {
        resolve(fields);
      },
    };
    client.query(query as unknown as pg.Submittable);
  });

const short: Record<string, string> = { 'timestamp with time zone': 'timestamptz' };

export const describeStatement = async (client: pg.Client, text: string): Promise<StatementDescription> => {
  const fields = await fieldsOf(client, text);
  await client.query(`PREPARE described_types AS ${text}`);
  const prepared = await client.query<{ parameters: string[] }>(
    `SELECT ARRAY(SELECT format_type(t, NULL) FROM unnest(parameter_types) WITH ORDINALITY AS p (t, n) ORDER BY n) AS parameters
       FROM pg_prepared_statements WHERE name = 'described_types'`,
  );
  await client.query('DEALLOCATE described_types');
  const { rows } = await client.query<{ type: string; nullable: boolean | null }>(
    `SELECT format_type(a.type, NULL) AS type, NOT c.attnotnull AS nullable
       FROM unnest($1::oid[], $2::oid[], $3::integer[]) WITH ORDINALITY AS a (type, of_table, number, n)
       LEFT JOIN pg_attribute c ON c.attrelid = a.of_table AND c.attnum = a.number AND a.of_table <> 0 ORDER BY a.n`,
    [fields.map((field) => field.dataTypeID), fields.map((field) => field.tableID), fields.map((field) => field.columnID)],
  );
  return {
    parameters: prepared.rows[0]!.parameters.map((type) => short[type] ?? type),
    columns: rows.map(({ type, nullable }, index) => ({ name: fields[index]!.name, type: short[type] ?? type, nullable })),
  };
};
