import { asProduction } from './asProduction.mjs';

const given = process.env.NODE_ENV;
afterEach(() => {
  if (given === undefined) delete process.env.NODE_ENV;
  else process.env.NODE_ENV = given;
});

const environments = [undefined, 'development', 'production'] as const;

describe.each(environments)('a build by a portal that runs as %s', before => {
  beforeEach(() => {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  });
  const left = () => ('NODE_ENV' in process.env ? process.env.NODE_ENV : undefined);

  it('is for production, and leaves the environment as it was', async () => {
    const during = await asProduction(async () => {
      const seen = process.env.NODE_ENV;
      // As bundlers do on their own.
      process.env.NODE_ENV = 'test';
      await Promise.resolve();
      return seen;
    });
    expect([during, left()]).toEqual(['production', before]);
  });
  it('leaves it so when it fails too', async () => {
    await expect(asProduction(() => Promise.reject(new Error('no disk')))).rejects.toThrow('no disk');
    expect(left()).toBe(before);
  });
});
