import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { isDeclared } from './route.js';

/** Stops the start where a route was not declared with the decorators of this folder: it would have neither a permission nor an audit entry. */
@Injectable()
export class RouteCheck implements OnApplicationBootstrap {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onApplicationBootstrap(): void {
    const seen = new Set<string>();
    const complaints: string[] = [];
    for (const { controller, name, handler } of this.listHandlers()) {
      if (!isDeclared(handler)) complaints.push(`${controller}.${name} is not declared with Get, Post, Put or Patch of platform/http.`);
      if (seen.has(name)) complaints.push(`${controller}.${name} needs a name of its own: it is the operationId.`);
      seen.add(name);
    }
    if (complaints.length > 0) throw new Error(`Undeclared routes:\n${complaints.join('\n')}`);
  }

  private listHandlers(): { controller: string; name: string; handler: object }[] {
    return this.discovery.getControllers().flatMap(({ instance, metatype }) => {
      const prototype = Object.getPrototypeOf(instance as object) as Record<string, object>;
      return this.scanner
        .getAllMethodNames(prototype)
        .map((name) => ({ controller: metatype?.name ?? '?', name, handler: prototype[name]! }))
        .filter(({ handler }) => Reflect.getMetadata(PATH_METADATA, handler) !== undefined);
    });
  }
}
