import type pg from 'pg';

/** Objects of this kind in the order of their names, each as the SQL that would make it. */
type Definitions = ReadonlyMap<string, readonly string[]>;

/** TypeORM's own table, in which it notes the migrations that were applied. */
const NOT_OURS = ['schema_migrations'];

const grouped = (rows: readonly { of: string; sql: string }[]): Definitions => {
  const groups = new Map<string, string[]>();
  for (const { of, sql } of rows) groups.set(of, [...(groups.get(of) ?? []), sql]);
  return groups;
};

const COLUMNS = `
  SELECT a.attrelid::regclass::text AS "of",
         quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod)
           || CASE WHEN a.attcollation <> t.typcollation THEN ' COLLATE ' || quote_ident(l.collname) ELSE '' END
           || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
           || coalesce(CASE WHEN a.attgenerated = '' THEN ' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid)
                            ELSE ' GENERATED ALWAYS AS (' || pg_get_expr(d.adbin, d.adrelid) || ') STORED' END, '') AS sql
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_collation l ON l.oid = a.attcollation LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
   ORDER BY 1, a.attnum`;

/** Keys first, then what refers to other tables, then what a row must be. */
const CONSTRAINTS = `
  SELECT k.conrelid::regclass::text AS "of", 'CONSTRAINT ' || quote_ident(k.conname) || ' ' || regexp_replace(pg_get_constraintdef(k.oid, true), '\\n *', ' ', 'g') AS sql
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND k.contype IN ('p', 'u', 'x', 'f', 'c')
   ORDER BY 1, position(k.contype::text IN 'puxfc'), k.conname`;

const INDEXES = `
  SELECT i.indrelid::regclass::text AS "of", replace(pg_get_indexdef(i.indexrelid), ' ON public.', ' ON ') AS sql
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
   WHERE c.relnamespace = 'public'::regnamespace AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
   ORDER BY 1, i.indexrelid::regclass::text`;

const TRIGGERS = `
  SELECT g.tgrelid::regclass::text AS "of",
         pg_get_triggerdef(g.oid, true) || CASE g.tgenabled WHEN 'O' THEN '' ELSE ' -- tgenabled ' || g.tgenabled::text END AS sql
    FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid
   WHERE c.relnamespace = 'public'::regnamespace AND NOT g.tgisinternal
   ORDER BY 1, g.tgname`;

const ROW_LEVEL_SECURITY = `
  SELECT c.oid::regclass::text AS "of", format('ALTER TABLE %s %s ROW LEVEL SECURITY', c.oid::regclass, what) AS sql
    FROM pg_class c, LATERAL (VALUES ('ENABLE', c.relrowsecurity), ('FORCE', c.relforcerowsecurity)) AS v (what, set)
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND v.set
   ORDER BY 1, what`;

const POLICIES = `
  SELECT p.polrelid::regclass::text AS "of",
         format('CREATE POLICY %I ON %s%s FOR %s TO %s', p.polname, p.polrelid::regclass, CASE WHEN p.polpermissive THEN '' ELSE ' AS RESTRICTIVE' END,
                CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
                (SELECT string_agg(CASE r WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(r)) END, ', ') FROM unnest(p.polroles) r))
           || coalesce(' USING (' || pg_get_expr(p.polqual, p.polrelid, true) || ')', '')
           || coalesce(' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid, true) || ')', '') AS sql
    FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
   WHERE c.relnamespace = 'public'::regnamespace
   ORDER BY 1, p.polname`;

/** What others than the owner may do, of a whole table or view and of its columns. */
const PRIVILEGES = `
  SELECT "of", format('GRANT %s ON %s TO %s', string_agg(privilege, ', ' ORDER BY position(privilege_type IN 'SELECT INSERT UPDATE DELETE')), "of", grantee) AS sql
    FROM (SELECT c.oid::regclass::text AS "of", a.privilege_type, a.privilege_type AS privilege, coalesce(nullif(a.grantee, 0)::regrole::text, 'PUBLIC') AS grantee
            FROM pg_class c, aclexplode(c.relacl) a
           WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v') AND a.grantee <> c.relowner
          UNION ALL
          SELECT c.oid::regclass::text, a.privilege_type, a.privilege_type || ' (' || string_agg(t.attname, ', ' ORDER BY t.attname) || ')',
                 coalesce(nullif(a.grantee, 0)::regrole::text, 'PUBLIC')
            FROM pg_class c JOIN pg_attribute t ON t.attrelid = c.oid, aclexplode(t.attacl) a
           WHERE c.relnamespace = 'public'::regnamespace AND a.grantee <> c.relowner
           GROUP BY c.oid, a.privilege_type, a.grantee) g
   GROUP BY "of", grantee
   ORDER BY 1, grantee`;

const COMMENTS = `
  SELECT c.oid::regclass::text AS "of",
         format('COMMENT ON %s IS %L', coalesce('COLUMN ' || c.oid::regclass || '.' || quote_ident(t.attname),
                CASE c.relkind WHEN 'v' THEN 'VIEW ' ELSE 'TABLE ' END || c.oid::regclass), d.description) AS sql
    FROM pg_description d JOIN pg_class c ON c.oid = d.objoid AND d.classoid = 'pg_class'::regclass
    LEFT JOIN pg_attribute t ON t.attrelid = c.oid AND t.attnum = d.objsubid AND d.objsubid > 0
   WHERE c.relnamespace = 'public'::regnamespace
   ORDER BY 1, d.objsubid`;

/** What comes with an extension is told by its name alone. */
const NOT_OF_EXTENSION = `NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid AND e.deptype = 'e')`;

const EXTENSIONS = `
  SELECT e.extname::text AS "of", format('CREATE EXTENSION %I', e.extname) AS sql FROM pg_extension e WHERE e.extname <> 'plpgsql' ORDER BY 1`;

const FUNCTIONS = `
  SELECT p.oid::regprocedure::text AS "of", replace(pg_get_functiondef(p.oid), 'CREATE OR REPLACE FUNCTION public.', 'CREATE FUNCTION ') AS sql
    FROM pg_proc p
   WHERE p.pronamespace = 'public'::regnamespace AND p.prokind IN ('f', 'p') AND ${NOT_OF_EXTENSION}
   ORDER BY p.proname, 1`;

const FUNCTION_PRIVILEGES = `
  SELECT p.oid::regprocedure::text AS "of", format('GRANT %s ON FUNCTION %s TO %s', a.privilege_type, p.oid::regprocedure, coalesce(nullif(a.grantee, 0)::regrole::text, 'PUBLIC')) AS sql
    FROM pg_proc p, aclexplode(p.proacl) a
   WHERE p.pronamespace = 'public'::regnamespace AND a.grantee <> p.proowner AND ${NOT_OF_EXTENSION}
   ORDER BY 1, 2`;

const VIEWS = `
  SELECT c.oid::regclass::text AS "of",
         format('CREATE VIEW %s%s AS', c.oid::regclass, ' WITH (' || array_to_string(c.reloptions, ', ') || ')') || E'\\n' || rtrim(pg_get_viewdef(c.oid, true), ';') AS sql
    FROM pg_class c
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'v'
   ORDER BY 1`;

/** What none of the above tells of, so that nothing of a schema goes unseen. */
const UNTOLD = `
  SELECT c.oid::regclass::text || ' (' || c.relkind::text || ')' AS name FROM pg_class c
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind NOT IN ('r', 'v', 'i')
     AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype IN ('a', 'i') AND d.refobjid = ANY ($1::text[]::regclass[]))
  UNION ALL
  SELECT t.oid::regtype::text || ' (type)' FROM pg_type t WHERE t.typnamespace = 'public'::regnamespace AND t.typtype IN ('d', 'e', 'r', 'm')
  UNION ALL
  SELECT p.oid::regprocedure::text || ' (aggregate)' FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prokind NOT IN ('f', 'p')`;

/** A function's body begins at the margin, however far the migration that makes it is indented. */
const atTheMargin = (definition: string): string => {
  const [head = '', ...body] = definition.split(/(?<=^AS \$function\$.*\n|BEGIN ATOMIC\n)/m);
  const lines = body.join('').split('\n');
  const indentation = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length));
  return head + lines.map((line) => line.slice(indentation)).join('\n');
};

const HEAD = `-- The schema that the migrations make, as PostgreSQL's catalogue tells it: extensions, functions, tables, views, each in the order of their names.
-- Generated by "npm run schema"; a test compares it. hairline_owner stands for the role that migrates, hairline_app for the application's.
`;

/** The whole schema of the connected database as text, the same for the same schema. */
export const describeSchema = async (client: pg.Client): Promise<string> => {
  // Names without their schema, and text as it is written with the default settings.
  await client.query('SET search_path = public');
  const read = async (sql: string): Promise<Definitions> => grouped((await client.query<{ of: string; sql: string }>(sql)).rows);

  const { rows: untold } = await client.query<{ name: string }>(UNTOLD, [NOT_OURS]);
  if (untold.length > 0) throw new Error(`docs/schema.sql has no words yet for ${untold.map(({ name }) => name).join(', ')}.`);

  const extensions = await read(EXTENSIONS);
  const functions = await read(FUNCTIONS);
  const functionPrivileges = await read(FUNCTION_PRIVILEGES);
  const columns = await read(COLUMNS);
  const constraints = await read(CONSTRAINTS);
  const views = await read(VIEWS);
  const besides = [
    await read(INDEXES),
    await read(TRIGGERS),
    await read(ROW_LEVEL_SECURITY),
    await read(POLICIES),
    await read(PRIVILEGES),
    await read(COMMENTS),
  ];
  const restOf = (name: string): string[] => besides.flatMap((kind) => kind.get(name) ?? []);

  const statements = (sql: readonly string[]): string => sql.map((statement) => `${statement.trimEnd()};\n`).join('');
  const sections = [
    statements([...extensions.values()].flat()),
    ...[...functions].map(([name, [definition = '']]) => statements([atTheMargin(definition), ...(functionPrivileges.get(name) ?? [])])),
    ...[...columns]
      .filter(([name]) => !NOT_OURS.includes(name))
      .map(([name, ofTable]) => {
        const members = [...ofTable, ...(constraints.get(name) ?? [])].map((member) => `  ${member}`).join(',\n');
        return statements([`CREATE TABLE ${name} (\n${members}\n)`, ...restOf(name)]);
      }),
    ...[...views].map(([name, definition]) => statements([...definition, ...restOf(name)])),
  ];
  return [HEAD, ...sections].join('\n');
};
