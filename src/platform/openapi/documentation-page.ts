/**
 * What the page at `/docs` does otherwise than Swagger UI does it. These functions run in the browser: they are sent as text, so they use nothing of this file.
 */

/** A JSON object of the document. */
type Part = Record<string, unknown>;
type ResolveSubtree = (document: Part, path: string[], options: object) => Promise<unknown>;

/**
 * A plugin of Swagger UI: whenever an operation is opened, only what the operation refers to is read, in place of the whole document. Swagger UI
 * reads all of an OpenAPI 3.1 document for each, which takes seconds with some hundred operations.
 */
export const readWhatIsShown = ({ fn }: { fn: { resolveSubtree: ResolveSubtree } }): object => {
  const resolveWhole = fn.resolveSubtree;
  const resolveSubtree: ResolveSubtree = (document, path, options) => {
    const found: Part = {};
    const seen = new Set<string>();
    const keep = (place: readonly string[]): void => {
      let from: unknown = document;
      let to = found;
      for (const [index, name] of place.entries()) {
        from = (from as Part | undefined)?.[name];
        if (index === place.length - 1) to[name] = from;
        else to = (to[name] ??= {}) as Part;
      }
      const look = (value: unknown): void => {
        if (typeof value !== 'object' || value === null) return;
        const reference = (value as Part)['$ref'];
        if (typeof reference === 'string' && reference.startsWith('#/components/') && !seen.has(reference)) {
          seen.add(reference);
          keep(
            reference
              .slice(2)
              .split('/')
              .map((part) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~')),
          );
        }
        Object.values(value).forEach(look);
      };
      look(from);
    };
    for (const [name, value] of Object.entries(document)) if (!['paths', 'webhooks', 'components'].includes(name)) found[name] = value;
    keep(path);
    return resolveWhole(found, path, options);
  };
  return { fn: { resolveSubtree } };
};
