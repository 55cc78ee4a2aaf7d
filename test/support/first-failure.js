/** Ends the run at the first file with a failure: mutation testing asks no more than whether there is one. */
export default class FirstFailure {
  onTestResult(_test, { numFailingTests, testExecError }) {
    if (numFailingTests > 0 || testExecError) process.exit(1);
  }

  onRunComplete(_contexts, { numFailedTestSuites, numPassedTests }) {
    if (numFailedTestSuites > 0 || numPassedTests === 0) process.exit(1);
  }
}
