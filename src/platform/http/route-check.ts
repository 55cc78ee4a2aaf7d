import { Injectable, RequestMethod, type OnApplicationBootstrap } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { declarationOf } from './route.js';

/** A route that does not say who may call it, what it leaves in the audit trail and what it answers stops the start. */
@Injectable()
export class RouteCheck implements OnApplicationBootstrap {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onApplicationBootstrap(): void {
    const seen = new Set<string>();
    const complaints = this.handlers().flatMap(({ controller, name, handler, method }) => {
      const route = declarationOf(handler);
      const missing: string[] = [];
      if (!route.access) missing.push('who may call it (@Access or @Public)');
      if (!route.audit) missing.push('what it leaves in the audit trail (@Audited or @Unaudited)');
      if (!route.answer) missing.push('what it answers (@Answers, @AnswersPage, @Creates or @AnswersNothing)');
      if ((method === RequestMethod.PATCH || method === RequestMethod.PUT) && !route.versioned) missing.push('its version (@Versioned)');
      if (seen.has(name)) missing.push('a method name of its own: it is the operationId');
      seen.add(name);
      return missing.map((what) => `${controller}.${name} does not declare ${what}.`);
    });
    if (complaints.length > 0) throw new Error(`Undeclared routes:\n${complaints.join('\n')}`);
  }

  private handlers(): { controller: string; name: string; handler: object; method: RequestMethod }[] {
    return this.discovery.getControllers().flatMap(({ instance, metatype }) => {
      const prototype = Object.getPrototypeOf(instance as object) as Record<string, object>;
      return this.scanner
        .getAllMethodNames(prototype)
        .map((name) => ({ controller: metatype?.name ?? '?', name, handler: prototype[name]! }))
        .filter(({ handler }) => Reflect.getMetadata(PATH_METADATA, handler) !== undefined)
        .map((found) => ({ ...found, method: Reflect.getMetadata(METHOD_METADATA, found.handler) as RequestMethod }));
    });
  }
}
