/** Properties are tried on the same examples each time, so that a test fails for a change and not by chance. `npm run test:properties` tries others. */
import fc from 'fast-check';

const seed = process.env['PROPERTY_SEED'];
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: seed === undefined ? 1 : Number(seed) });
