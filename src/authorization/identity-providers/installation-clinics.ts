/** The clinics of the installation, as the claims of its one identity provider name them. */
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { isId } from '../../kernel/id.js';
import { INSTALLATION_PROVIDER, type InstallationProvider } from '../../platform/access/installation-provider.js';
import { chooseRole, findClaim, listValues, type Claims } from './domain/identity.js';
import type { ProviderOfPeople, TokenIssuer } from './identity-providers.repository.js';
import { InstallationProviderRepository } from './installation-provider.repository.js';

@Injectable()
export class InstallationClinics {
  /** The ids of the clinics' rows. A row never changes its id. */
  private readonly rows = new Map<string, string>();

  constructor(
    private readonly repository: InstallationProviderRepository,
    private readonly clock: Clock,
    @Inject(INSTALLATION_PROVIDER) readonly provider: InstallationProvider | null,
  ) {}

  get issuer(): TokenIssuer | null {
    return this.provider && { id: 'installation', issuer: this.provider.issuer };
  }

  /** The provider of the one clinic that verified claims name; null where they name none, or several: a token is for one clinic. */
  async find(claims: Claims): Promise<ProviderOfPeople | null> {
    const { provider } = this;
    if (!provider) return null;
    const values = listValues(findClaim(claims, provider.clinicClaim));
    const named = provider.clinics
      ? provider.clinics.filter(({ value }) => values.includes(value))
      : values.filter(isId).map((value) => ({ value, clinicId: value.toLowerCase() }));
    const [clinic, other] = [...new Map(named.map((one) => [one.clinicId, one])).values()];
    if (!clinic || other) return null;
    const id = await this.findRow(clinic, provider);
    return id === null ? null : { ...provider, id, clinicId: clinic.clinicId, clinicValue: clinic.value };
  }

  /**
   * The integration client that a token without a person is for; null where the claims have a role of a person, or stand for no client. RFC 9068 calls the
   * client `client_id`, many providers `azp`.
   */
  async findClient(claims: Claims, { clinicId }: { clinicId: string }): Promise<{ id: string; clientId: string } | null> {
    const { provider } = this;
    if (!provider || chooseRole(claims, provider) !== null) return null;
    const values = listValues(findClaim(claims, provider.roleClaim));
    const clientId = claims.client_id ?? claims.azp;
    if (typeof clientId !== 'string' || !provider.clientValues.some((value) => values.includes(value))) return null;
    const id = await this.repository.findClient(clinicId, clientId);
    return id === null ? null : { id, clientId };
  }

  /** Every clinic in which somebody has logged in with the provider. */
  list(): Promise<{ clinicId: string; id: string }[]> {
    return this.provider ? this.repository.list(this.provider.issuer) : Promise.resolve([]);
  }

  private async findRow({ clinicId, value }: { clinicId: string; value: string }, provider: InstallationProvider): Promise<string | null> {
    const known = this.rows.get(clinicId);
    if (known !== undefined) return known;
    const id = await this.repository.findOrInsert(clinicId, value, provider, this.clock.now());
    if (id !== null) this.rows.set(clinicId, id);
    return id;
  }
}
