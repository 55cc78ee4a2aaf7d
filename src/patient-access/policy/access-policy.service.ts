import { Injectable } from '@nestjs/common';
import { SettingsService, type Setting } from '../../clinic/index.js';
import { shippedAccessPolicy, treatingRoles, type AccessPolicy } from './access-policy.js';
import type { AccessPolicyChange, AccessPolicyResponse } from './access-policy.dto.js';

const toResponse = ({ content, version }: Setting<AccessPolicy>): AccessPolicyResponse => ({
  careTeamOf: treatingRoles.filter((role) => content.careTeamOf.includes(role)),
  emergencyHours: content.emergencyHours,
  privacyContact: content.privacyContact,
  version,
});

@Injectable()
export class AccessPolicyService {
  constructor(private readonly settings: SettingsService) {}

  async get(): Promise<AccessPolicyResponse> {
    return toResponse(await this.settings.getCurrent('patient-access', shippedAccessPolicy));
  }

  /** Replaces the policy. It applies at once, in every process. */
  async replace({ careTeamOf, emergencyHours, privacyContact }: AccessPolicyChange): Promise<AccessPolicyResponse> {
    return toResponse(await this.settings.set<AccessPolicy>('patient-access', { careTeamOf, emergencyHours, privacyContact }));
  }
}
