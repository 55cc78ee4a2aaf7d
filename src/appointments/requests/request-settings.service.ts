import { Injectable } from '@nestjs/common';
import { SettingsService, type Setting } from '../../clinic/index.js';
import { createInvalidInputFailure, type FieldError } from '../../kernel/failure.js';
import { refuseDuplicate } from '../../platform/database/index.js';
import { noRequests, validateRequestSettings, type InEachLanguage, type RequestSettings } from '../domain/requests.js';
import { AppointmentTypesService } from '../types/appointment-types.service.js';
import { PublicClinicsRepository } from './public-clinics.repository.js';
import type { RequestSettingsChange, RequestSettingsResponse } from './request-settings.dto.js';

const toResponse = ({ content, version }: Setting<RequestSettings>): RequestSettingsResponse => ({
  ...content,
  offered: content.offered.map((offered) => ({ ...offered })),
  embeddingOrigins: [...content.embeddingOrigins],
  version,
});

const taken = { public_clinics_slug_unique: 'Another clinic has this name in its address already: choose another one.' };

const isSameText = (one: InEachLanguage | null, other: InEachLanguage | null): boolean => one?.en === other?.en && one?.hi === other?.hi;

@Injectable()
export class RequestSettingsService {
  constructor(
    private readonly settings: SettingsService,
    private readonly publicClinics: PublicClinicsRepository,
    private readonly types: AppointmentTypesService,
  ) {}

  async get(): Promise<RequestSettingsResponse> {
    return toResponse(await this.getCurrent());
  }

  getCurrent(): Promise<Setting<RequestSettings>> {
    return this.settings.getCurrent('public-requests', noRequests);
  }

  /** Sets how the clinic takes requests. A consent text that changed gets the number of this version, so that each request says what its person agreed to. */
  async replace({ takesRequests, slug, offered, consentText, retentionDays, embeddingOrigins }: RequestSettingsChange): Promise<RequestSettingsResponse> {
    const errors = [...validateRequestSettings({ takesRequests, slug, offered, consentText, embeddingOrigins }), ...(await this.validateTypes(offered))];
    if (errors.length > 0) throw createInvalidInputFailure(errors);
    const { content: before, version } = await this.getCurrent();
    const text = consentText ? { en: consentText.en, hi: consentText.hi } : null;
    const content: RequestSettings = {
      takesRequests,
      slug: slug ?? null,
      offered: offered.map(({ appointmentTypeId, name: { en, hi } }) => ({ appointmentTypeId, name: { en, hi } })),
      consentText: text,
      consentVersion: isSameText(before.consentText, text) ? before.consentVersion : version + 1,
      retentionDays,
      embeddingOrigins,
    };
    const set = await this.settings.set('public-requests', content);
    if (content.slug === null) await this.publicClinics.close();
    else await refuseDuplicate(taken, () => this.publicClinics.save(content.slug!, takesRequests));
    return toResponse(set);
  }

  private async validateTypes(offered: RequestSettingsChange['offered']): Promise<FieldError[]> {
    const found = await Promise.all(offered.map(({ appointmentTypeId }) => this.types.find(appointmentTypeId)));
    return found.flatMap((type, index): FieldError[] =>
      type?.status === 'active'
        ? []
        : [
            {
              pointer: `/offered/${index}/appointmentTypeId`,
              code: 'unknown-appointment-type',
              detail: 'The clinic has no such type of appointment: send one of GET /v1/appointment-types.',
            },
          ],
    );
  }
}
