/** Properties tried on few examples, the same each time: for mutation testing, which runs every test thousands of times. */
import fc from 'fast-check';

fc.configureGlobal({ ...fc.readConfigureGlobal(), numRuns: 25, seed: 1 });
