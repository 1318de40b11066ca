/* eslint-disable @typescript-eslint/no-require-imports -- jest asks for its runtime by require. */
'use strict';

const { createRequire } = require('node:module');
const { Session } = require('node:inspector/promises');

const ofRuntime = createRequire(require.resolve('jest-runtime'));

/**
 * Asks V8 for the coverage of a suite. The one that jest brings turns the debugger on as well, which nothing here needs:
 * it describes every script the worker ever ran to each suite, more of them from suite to suite, and costs most of what
 * coverage costs. What is counted is the same.
 */
class CoverageInstrumenter {
  #session = new Session();

  async startInstrumenting() {
    this.#session.connect();
    await this.#session.post('Profiler.enable');
    await this.#session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  }

  async stopInstrumenting() {
    const { result } = await this.#session.post('Profiler.takePreciseCoverage');
    await this.#session.post('Profiler.stopPreciseCoverage');
    await this.#session.post('Profiler.disable');
    this.#session.disconnect();
    return result;
  }
}

ofRuntime('collect-v8-coverage').CoverageInstrumenter = CoverageInstrumenter;

/** jest's own, with the above. */
module.exports = require('jest-runtime');
