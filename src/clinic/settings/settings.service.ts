import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { Database, declareColumns, declareStatement, findViolatedConstraint } from '../../platform/database/index.js';
import { getCurrentPrincipal, requireVersion, createStaleFailure } from '../../platform/http/index.js';

/** The names of the settings. A clinic sets each as a whole document, version by version. */
export type SettingName = 'price-list' | 'care-instructions' | 'opening-days' | 'consent-validity' | 'second-factor' | 'patient-access' | 'public-requests';

/** One version of a setting. Version 0 is the default that the product ships. */
export interface Setting<Content> {
  version: number;
  content: Content;
  setBy: string | null;
  setAt: Date | null;
}

/** A version that the clinic has set. */
interface StoredSetting extends Setting<object> {
  setBy: string;
  setAt: Date;
}

const row = declareColumns<StoredSetting>({ version: 'integer', content: 'jsonb', setBy: 'uuid', setAt: 'timestamptz' });

const current = declareStatement('settings.current', {
  parameters: { name: 'text' },
  row,
  sql: `SELECT ${row.list} FROM clinic_settings WHERE clinic_id = current_clinic() AND name = :name ORDER BY version DESC LIMIT 1`,
});
const find = declareStatement('settings.find', {
  parameters: { name: 'text', version: 'integer' },
  row,
  sql: `SELECT ${row.list} FROM clinic_settings WHERE clinic_id = current_clinic() AND name = :name AND version = :version`,
});
const insert = declareStatement('settings.insert', {
  parameters: { name: 'text', version: 'integer', content: 'jsonb', setBy: 'uuid?', setAt: 'timestamptz?' },
  sql: `INSERT INTO clinic_settings (name, version, content, set_by, set_at) VALUES (:name, :version, :content::jsonb, :setBy, :setAt)`,
});

/** Stores the versioned settings of a clinic. A record that was made with a version stores its number, and can read that version later. */
@Injectable()
export class SettingsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Answers the newest version, or the shipped default where the clinic has set none. */
  async getCurrent<Content>(name: SettingName, shipped: Content): Promise<Setting<Content>> {
    return ((await this.database.findRow(current, { name })) as Setting<Content> | null) ?? createShippedSetting(shipped);
  }

  /** Answers the version with which a record was made. */
  async require<Content>(name: SettingName, version: number, shipped: Content): Promise<Setting<Content>> {
    return version === 0 ? createShippedSetting(shipped) : (this.database.getRow(find, { name, version }) as Promise<Setting<Content>>);
  }

  /** Sets the next version; fails as stale where the caller has not seen the current one. */
  async set<Content>(name: SettingName, content: Content): Promise<Setting<Content>> {
    const { version: before } = await this.getCurrent(name, null);
    requireVersion(before);
    const setting: Setting<Content> = { version: before + 1, content, setBy: getCurrentPrincipal().id, setAt: this.clock.now() };
    try {
      await this.database.execute(insert, { ...setting, name });
    } catch (error) {
      // Another caller set the same version at the same moment.
      if (findViolatedConstraint(error) === 'clinic_settings_pk') throw createStaleFailure(setting.version);
      throw error;
    }
    return setting;
  }
}

const createShippedSetting = <Content>(content: Content): Setting<Content> => ({ version: 0, content, setBy: null, setAt: null });
