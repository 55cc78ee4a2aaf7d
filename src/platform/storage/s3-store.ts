/** A bucket of any store with the S3 interface. One request stores a whole object, which every reader sees once it is answered. */
import type { Readable } from 'node:stream';
import { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { BytePart } from '../http/ranges.js';
import { parseBlobPath, BlobStore, formatBlobPath, createStoreUnavailableFailure, type BlobAddress, type StoredBlob } from './blob-store.js';

export interface S3Settings {
  bucket: string;
  region: string;
  /** The address of a store other than Amazon's; null for Amazon's. */
  endpoint: string | null;
  /** The credentials; null where the SDK finds them: in the environment, a profile, or the role of the machine. */
  credentials: { accessKeyId: string; secretAccessKey: string } | null;
  /** Whether addresses are `https://store/bucket/key` in place of `https://bucket.store/key`. */
  forcePathStyle: boolean;
}

const ATTEMPTS = 3;
const CONNECT_MILLISECONDS = 3_000;
/** The longest request: less than a transaction may be idle, because the row waits for its content. */
const REQUEST_MILLISECONDS = 20_000;

export class S3Store extends BlobStore {
  private readonly client: S3Client;
  private readonly bucket: string;

  constructor({ bucket, region, endpoint, credentials, forcePathStyle }: S3Settings) {
    super();
    this.bucket = bucket;
    this.client = new S3Client({
      region,
      forcePathStyle,
      maxAttempts: ATTEMPTS,
      // Newer checksums are sent only where they are required: many stores do not know them.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      requestHandler: { connectionTimeout: CONNECT_MILLISECONDS, requestTimeout: REQUEST_MILLISECONDS, throwOnRequestTimeout: true },
      ...(endpoint !== null && { endpoint }),
      ...(credentials && { credentials }),
    });
  }

  override async put(address: BlobAddress, content: Buffer): Promise<void> {
    const Key = formatBlobPath(address);
    const ChecksumSHA256 = Buffer.from(address.hash, 'hex').toString('base64');
    await this.sendRequest(() => this.client.send(new PutObjectCommand({ Bucket: this.bucket, Key, Body: content, ChecksumSHA256 })));
  }

  override async open(address: BlobAddress, part: BytePart | null): Promise<Readable> {
    const Key = formatBlobPath(address);
    const Range = part ? `bytes=${part.start}-${part.end}` : undefined;
    const { Body } = await this.sendRequest(() => this.client.send(new GetObjectCommand({ Bucket: this.bucket, Key, Range })));
    return Body as Readable;
  }

  override async *listStoredBefore(instant: Date): AsyncIterable<StoredBlob> {
    for (let ContinuationToken: string | undefined, more = true; more;) {
      const token = ContinuationToken;
      const page = await this.sendRequest(() => this.client.send(new ListObjectsV2Command({ Bucket: this.bucket, ContinuationToken: token })));
      for (const { Key, LastModified } of page.Contents ?? []) {
        const address = parseBlobPath(Key ?? '');
        if (address && LastModified && LastModified < instant) yield { ...address, storedAt: LastModified };
      }
      ContinuationToken = page.NextContinuationToken;
      more = page.IsTruncated === true && ContinuationToken !== undefined;
    }
  }

  override async remove(address: BlobAddress): Promise<void> {
    const Key = formatBlobPath(address);
    await this.sendRequest(() => this.client.send(new DeleteObjectCommand({ Bucket: this.bucket, Key })));
  }

  /** An object appears whole or not at all. */
  override discardUnfinished(): Promise<void> {
    return Promise.resolve();
  }

  private async sendRequest<T>(send: () => Promise<T>): Promise<T> {
    try {
      return await send();
    } catch (error) {
      // An object that does not exist is an error of this server: another try does not help.
      throw (error as Error).name === 'NoSuchKey' ? error : createStoreUnavailableFailure(error);
    }
  }
}
