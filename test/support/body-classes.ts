/** The classes of all JSON bodies that operations take, as the routes declare them: a form with a file is no JSON. */
import type { Type } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { getMetadataStorage } from 'class-validator';
import { ModulesContainer } from '@nestjs/core';
import type { TestApp } from './app.js';

const BODY = 3;

const isForm = (model: Type<object>): boolean =>
  getMetadataStorage()
    .getTargetValidationMetadatas(model, '', false, false)
    .some(({ name }) => name === 'isUpload');

export const bodyClasses = (app: TestApp): Type<object>[] => {
  const found = new Set<Type<object>>();
  const controllers = [...app.inside(ModulesContainer as never as abstract new () => ModulesContainer).values()].flatMap(({ controllers }) => [
    ...controllers.values(),
  ]);
  for (const { metatype } of controllers) {
    const prototype = (metatype as Type<object>).prototype as object;
    for (const method of Object.getOwnPropertyNames(prototype)) {
      const parameters = (Reflect.getMetadata(ROUTE_ARGS_METADATA, metatype as object, method) ?? {}) as Record<string, { index: number }>;
      const types = (Reflect.getMetadata('design:paramtypes', prototype, method) ?? []) as Type<object>[];
      for (const [key, { index }] of Object.entries(parameters))
        if (Number(key.split(':')[0]) === BODY && types[index] && (types[index] as unknown) !== Object) found.add(types[index]);
    }
  }
  return [...found].filter((model) => !isForm(model));
};
