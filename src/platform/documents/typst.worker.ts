/** The process that renders documents. A message of typst about a failure may quote the patient's words, so no message leaves the process. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { serve } from '../worker-pool/index.js';
import { fontPackages } from './fonts.js';

/** A document to render: `files[main]` is the template, which reads its data from `data.json`. */
export interface Job {
  main: string;
  files: Readonly<Record<string, string>>;
  /** The data as JSON. */
  data: string;
}

export interface Outcome {
  pdf: Uint8Array;
}

/** The standard for archives and screen readers: fonts embedded, every character searchable, tagged. A character without a glyph is refused. */
const STANDARD = 'a-2a';
/** The words in typst's message about a character that no font has. */
const NO_GLYPH = 'could not be displayed with';
/** A workspace that does not exist, so that a template reads its own files and no file of the machine. */
const WORKSPACE = '/documents-have-no-files';
/** The number of later compilations after which results are deleted: they contain patients' words. */
const KEPT_COMPILATIONS = 2;

const { resolve } = createRequire(import.meta.url);
const fontPaths = fontPackages.flatMap((name) => ['400Regular', '700Bold'].map((weight) => join(dirname(resolve(`${name}/package.json`)), weight)));
const compiler = NodeCompiler.create({ workspace: WORKSPACE, fontArgs: [{ fontPaths }] });
const known = new Map<string, string>();

const updateSource = (name: string, content: string): void => {
  if (known.get(name) === content) return;
  compiler.addSource(join(WORKSPACE, name), content);
  known.set(name, content);
};

/** Compiles a document. A character without a glyph leaves a box on the page, and `sys.inputs.unshown` has the template say so. */
const compile = (main: string): Uint8Array => {
  const mainFilePath = join(WORKSPACE, main);
  try {
    return compiler.pdf({ mainFilePath }, { pdfStandard: STANDARD });
  } catch (error) {
    if (!String((error as Error).message).includes(NO_GLYPH)) throw error;
    return compiler.pdf({ mainFilePath, inputs: { unshown: 'yes' } });
  }
};

const typesetDocument = ({ main, files, data }: Job): Outcome => {
  const dataPath = join(WORKSPACE, 'data.json');
  try {
    for (const [name, content] of Object.entries(files)) updateSource(name, content);
    compiler.mapShadow(dataPath, Buffer.from(data));
    return { pdf: new Uint8Array(compile(main)) };
  } finally {
    compiler.unmapShadow(dataPath);
    compiler.evictCache(KEPT_COMPILATIONS);
  }
};

serve(typesetDocument);
