import { Injectable } from '@nestjs/common';
import { SettingsService, type Setting } from '../../../clinic/index.js';
import { getCurrentPrincipal } from '../../../platform/http/index.js';
import type { ConsentMonths, Validity } from '../domain/standing.js';
import type { ConsentValidityChange, ConsentValidityResponse } from './consent-validity.dto.js';

/**
 * The validity until the clinic sets its own. No law that we know of sets a limit. A year covers the longest series in the protocols (ten sessions three weeks
 * apart) with its touch-up. Photographs for the record also cover the later review of faded pigment. See docs/decisions/0027-consents.md.
 */
const shipped: ConsentMonths = { treatment: 12, 'photography-record': 24, 'photography-publication': 12, 'data-sharing': 12 };

const toResponse = ({ content: months, version }: Setting<ConsentMonths>): ConsentValidityResponse => ({ months: { ...months }, version });

@Injectable()
export class ConsentValidityService {
  constructor(private readonly settings: SettingsService) {}

  async get(): Promise<ConsentValidityResponse> {
    return toResponse(await this.getCurrent());
  }

  /** Answers how long consents last in the caller's clinic. */
  async getValidity(): Promise<Validity> {
    return { months: (await this.getCurrent()).content, timeZone: getCurrentPrincipal().clinic.timeZone };
  }

  async replace({ months }: ConsentValidityChange): Promise<ConsentValidityResponse> {
    return toResponse(await this.settings.set<ConsentMonths>('consent-validity', { ...months }));
  }

  private getCurrent(): Promise<Setting<ConsentMonths>> {
    return this.settings.getCurrent('consent-validity', shipped);
  }
}
