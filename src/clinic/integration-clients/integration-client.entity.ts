import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('integration_clients')
export class IntegrationClient {
  @PrimaryColumn('uuid', { name: 'clinic_id' })
  clinicId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('text', { name: 'client_id' })
  clientId: string;

  @Column('text')
  name: string;

  @Column('text', { array: true })
  scopes: string[];

  @Column('text')
  kind: 'confidential' | 'public';

  @Column('text', { name: 'redirect_uris', array: true })
  redirectUris: string[];

  @Column('text', { array: true })
  origins: string[];

  @Column('text', { name: 'launch_url', nullable: true })
  launchUrl: string | null;

  @Column('jsonb', { name: 'public_keys', nullable: true })
  publicKeys: { keys: object[] } | null;

  @Column('text', { name: 'public_keys_uri', nullable: true })
  publicKeysUri: string | null;

  @Column('text', { name: 'allowed_networks', array: true })
  allowedNetworks: string[];

  @Column('integer', { name: 'requests_per_minute', nullable: true })
  requestsPerMinute: number | null;

  @Column('uuid', { name: 'registration_token_id', nullable: true })
  registrationTokenId: string | null;

  @Column('text')
  status: 'active' | 'inactive';

  @Column('integer')
  version: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt: Date;
}
