import { Controller, Get as NestGet, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { describe, expect, it } from '@jest/globals';
import { Get, Patch, Post, respond, shows } from '../../src/platform/http/index.js';
import { RouteCheck } from '../../src/platform/http/route-check.js';

class Answer {
  id: string;
}

@Controller('forgetful')
class Forgetful {
  @NestGet()
  getNothing(): void {
    return;
  }

  @Get('twice', { public: true, response: respond.noContent() })
  list(): void {
    return;
  }
}

@Controller('repeated')
class Repeated {
  @Get('twice', { public: true, response: respond.noContent() })
  list(): void {
    return;
  }
}

@Module({ imports: [DiscoveryModule], controllers: [Forgetful, Repeated], providers: [RouteCheck] })
class ForgetfulModule {}

describe('a route that does not declare itself', () => {
  it('keeps the server from starting, and is told by name', async () => {
    const app = (await Test.createTestingModule({ imports: [ForgetfulModule] }).compile()).createNestApplication(new FastifyAdapter(), { logger: false });
    await expect(app.init()).rejects.toThrow(/Forgetful.getNothing is not declared with[^]*Repeated.list needs a name of its own/);
  });

  it('does not compile', () => {
    const audit = { action: 'thing.read', patients: shows.path() };
    class Mistakes {
      // @ts-expect-error it does not say who may call it
      @Get('things', { response: respond.ok(Answer) })
      nobodySaid(): Answer {
        return { id: '' };
      }

      // @ts-expect-error it does not say what it leaves in the audit trail
      @Get('things', { permission: 'patient.read', response: respond.ok(Answer) })
      notAudited(): Answer {
        return { id: '' };
      }

      // @ts-expect-error there is no such permission
      @Get('things', { permission: 'patient.reed', audit, response: respond.ok(Answer) })
      noSuchPermission(): Answer {
        return { id: '' };
      }

      // @ts-expect-error the handler answers something else
      @Get('things', { permission: 'patient.read', audit, response: respond.ok(Answer) })
      anotherAnswer(): Promise<string> {
        return Promise.resolve('');
      }

      // @ts-expect-error a change needs the version of what it changes
      @Patch('things', { permission: 'patient.write', audit, response: respond.ok(Answer) })
      withoutVersion(): Answer {
        return { id: '' };
      }

      // @ts-expect-error a reading takes no body
      @Get('things', { permission: 'patient.read', audit, response: respond.ok(Answer), examples: { Body: {} } })
      withBody(): Answer {
        return { id: '' };
      }

      @Post('things', { permission: 'patient.write', audit, response: respond.created(Answer, ({ id }) => `/things/${id}`) })
      whole(): Promise<Answer> {
        return Promise.resolve({ id: '' });
      }
    }
    expect(new Mistakes()).toBeDefined();
  });
});
