import { Injectable, type PipeTransform } from '@nestjs/common';
import { createNotFoundFailure } from '../../kernel/failure.js';
import { REGION } from '../domain/holidays.js';

/** Takes a region of ISO 3166 from the path; what cannot be one is no such calendar. */
@Injectable()
export class Region implements PipeTransform<string, string> {
  transform(value: string): string {
    if (!REGION.test(value)) throw createNotFoundFailure('calendar of public holidays');
    return value;
  }
}
