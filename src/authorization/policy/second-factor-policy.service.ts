import { Injectable } from '@nestjs/common';
import { SettingsService, type Setting } from '../../clinic/index.js';
import { roles } from '../../platform/access/policy.js';
import { shippedPolicy, type SecondFactorPolicy } from '../domain/strength.js';
import type { SecondFactorPolicyChange, SecondFactorPolicyResponse } from './second-factor-policy.dto.js';

const toResponse = ({ content, version }: Setting<SecondFactorPolicy>): SecondFactorPolicyResponse => ({
  requiredFor: roles.filter((role) => content.requiredFor.includes(role)),
  version,
});

@Injectable()
export class SecondFactorPolicyService {
  constructor(private readonly settings: SettingsService) {}

  async get(): Promise<SecondFactorPolicyResponse> {
    return toResponse(await this.settings.getCurrent('second-factor', shippedPolicy));
  }

  /** Replaces the policy. It applies at once, in every process. */
  async replace({ requiredFor }: SecondFactorPolicyChange): Promise<SecondFactorPolicyResponse> {
    return toResponse(await this.settings.set<SecondFactorPolicy>('second-factor', { requiredFor }));
  }
}
