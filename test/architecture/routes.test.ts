import { Controller, Get, Module, Patch } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { describe, expect, it } from '@jest/globals';
import { Public, Unaudited } from '../../src/platform/http/index.js';
import { RouteCheck } from '../../src/platform/http/route-check.js';

@Controller('forgetful')
class Forgetful {
  @Get()
  getNothing(): void {
    return;
  }

  @Patch()
  @Public()
  @Unaudited()
  changeNothing(): void {
    return;
  }
}

@Module({ imports: [DiscoveryModule], controllers: [Forgetful], providers: [RouteCheck] })
class ForgetfulModule {}

describe('a route that does not declare itself', () => {
  it('keeps the server from starting, and is told what is missing', async () => {
    const app = (await Test.createTestingModule({ imports: [ForgetfulModule] }).compile()).createNestApplication(new FastifyAdapter(), { logger: false });
    await expect(app.init()).rejects.toThrow(
      /Forgetful.getNothing does not declare who may call it[^]*getNothing does not declare what it leaves in the audit trail[^]*getNothing does not declare what it answers[^]*changeNothing does not declare its version/,
    );
  });
});
