import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { buildLetterhead } from '../clinic/index.js';
import { ConsultationDocumentService, type PreparedDocument } from '../consultations/index.js';
import { Database } from '../platform/database/index.js';
import { RecordDocuments, type DocumentLanguage } from '../platform/documents/index.js';
import { getCurrentRequest, FileAnswer, Actors } from '../platform/http/index.js';
import { Blobs } from '../platform/storage/index.js';
import { Archive, ArchiveAbandoned, type ArchivedFile } from './archive/archive.js';
import { renderReadme, type Manifest } from './domain/manifest.js';
import { formatConsultationTitle } from './domain/finding-sections.js';
import { Printer } from './domain/printer.js';
import { buildRecordDocument } from './domain/record-document.js';
import { streamJson, type ExportedRecord } from './domain/record.js';
import { RecordReader } from './record-reader.js';

/** All data for an archive. Nothing is read from the database after this. */
interface Gathered {
  record: ExportedRecord;
  language: DocumentLanguage;
  documents: (PreparedDocument & { id: string; title: string })[];
  stored: { file: ArchivedFile; shown: boolean }[];
}

const ENDINGS: Record<string, string> = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp', 'application/pdf': 'pdf' };

const createFile = (path: string, mediaType: string, open: () => Promise<Readable>): ArchivedFile => ({
  path,
  mediaType,
  compress: mediaType !== 'application/pdf',
  expected: null,
  open,
});

const createTextFile = (path: string, mediaType: string, pieces: Iterable<string>): ArchivedFile =>
  createFile(path, mediaType, () => Promise.resolve(Readable.from(streamBytes(pieces), { objectMode: false })));

function* streamBytes(pieces: Iterable<string>): Generator<Buffer> {
  for (const piece of pieces) yield Buffer.from(piece);
}

const createPdfFile = (path: string, render: () => Promise<Buffer>, title?: string): ArchivedFile => ({
  ...createFile(path, 'application/pdf', async () => Readable.from([await render()], { objectMode: false })),
  ...(title !== undefined && { title }),
});

/** Exports a patient's record as one archive. The record is read as of one moment, before the answer begins; files are read while the archive is sent. */
@Injectable()
export class ExportService {
  constructor(
    private readonly reader: RecordReader,
    private readonly consultationDocuments: ConsultationDocumentService,
    private readonly documents: RecordDocuments,
    private readonly blobs: Blobs,
    private readonly database: Database,
    private readonly actors: Actors,
    private readonly logger: PinoLogger,
  ) {}

  async export(patientId: string, language: DocumentLanguage): Promise<FileAnswer> {
    const gathered = await this.database.runInSnapshot(() => this.gather(patientId, language));
    const { requestId } = getCurrentRequest();
    const { patient } = gathered.record;
    return new FileAnswer({
      body: { make: () => this.streamArchive(gathered, requestId) },
      mediaType: 'application/zip',
      patientId,
      alsoShows: [...gathered.record.mergedRecords.map(({ id }) => id), ...(patient.mergedInto === null ? [] : [patient.mergedInto])],
      fileName: `record-${patientId}.zip`,
      headers: { 'Content-Language': language },
    });
  }

  private async gather(patientId: string, language: DocumentLanguage): Promise<Gathered> {
    const record = await this.reader.read(patientId);
    await this.actors.nameAll(getCurrentRequest());
    const printer = new Printer(record, language);
    const documents = await Promise.all(
      record.consultations.map(async (consultation, index) => ({
        id: consultation.id,
        title: formatConsultationTitle(consultation, index, printer),
        ...(await this.consultationDocuments.prepare(consultation.id, language)),
      })),
    );
    return { record, language, documents, stored: this.listStoredFiles(record, printer) };
  }

  private listStoredFiles({ photographs, consents }: ExportedRecord, printer: Printer): Gathered['stored'] {
    return [
      ...photographs.map((photo) => ({
        file: { ...this.createStoredFile(`photographs/${photo.id}`, photo), title: printer.findName(photo.id)! },
        shown: photo.status === 'current',
      })),
      ...consents.flatMap(({ id, document }) => (document ? [{ file: this.createStoredFile(`consents/${id}`, document), shown: true }] : [])),
    ];
  }

  private createStoredFile(name: string, { mediaType, byteSize, sha256 }: { mediaType: string; byteSize: number; sha256: string }): ArchivedFile {
    const content = this.blobs.getContent({ hash: sha256, byteSize });
    return { path: `${name}.${ENDINGS[mediaType]}`, mediaType, compress: false, expected: { byteSize, sha256 }, open: () => content.open(null) };
  }

  private streamArchive(gathered: Gathered, requestId: string): Readable {
    const archive = new Archive(new Date(gathered.record.exportedAt), (err, path) =>
      this.logger.error({ err, requestId, path }, 'a file of an export could not be read'),
    );
    this.fill(archive, gathered).catch((error: unknown) => {
      // A receiver that closed the connection needs no answer. Any other error must break the stream, so that it does not look like the end of the archive.
      if (!(error instanceof ArchiveAbandoned) && !archive.stream.destroyed) archive.stream.destroy(error as Error);
    });
    return archive.stream;
  }

  private async fill(archive: Archive, { record, language, documents, stored }: Gathered): Promise<void> {
    const { patient, clinic, exportedAt } = record;
    await archive.add(createTextFile('record.json', 'application/json', streamJson(record)));
    await archive.add(createPdfFile('record.pdf', () => this.documents.renderRecord(buildRecordDocument(record, language))));
    for (const { id, title, render } of documents) await archive.add(createPdfFile(`consultations/${id}.pdf`, render, title));
    for (const { file, shown } of stored) {
      if (shown) await archive.add(file);
      else archive.leaveOut(file, 'entered-in-error');
    }
    const { files, missing } = archive;
    const contact = buildLetterhead(clinic, 'en').contact;
    await archive.add(
      createTextFile('README.txt', 'text/plain', [renderReadme({ clinic: clinic.name, contact, exportedAt, mergedInto: patient.mergedInto, missing })]),
    );
    const manifest: Manifest = { format: 'hairline-export', formatVersion: 1, patientId: patient.id, exportedAt, files, missing };
    await archive.add(createTextFile('manifest.json', 'application/json', [`${JSON.stringify(manifest, null, 2)}\n`]));
    archive.end();
  }
}
