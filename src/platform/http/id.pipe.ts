import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { createNotFoundFailure } from '../../kernel/failure.js';
import { isId } from '../../kernel/id.js';

/** An id in a path. One that is not even well-formed names nothing: 404, as for any other that does not exist. */
@Injectable()
export class Id implements PipeTransform<string, string> {
  transform(value: string, { data }: ArgumentMetadata): string {
    if (!isId(value))
      throw createNotFoundFailure(
        (data ?? 'resource')
          .replace(/Id$/, '')
          .replace(/([A-Z])/g, ' $1')
          .toLowerCase(),
      );
    return value.toLowerCase();
  }
}
