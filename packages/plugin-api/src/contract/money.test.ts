import * as fc from 'fast-check';
import { currencyDigits, formatAmount, formatMoney, moneyFromDecimal, moneyToDecimal } from './money';

describe('money', () => {
  it.each([
    ['USD', 49900n, '499.00'],
    ['usd', -5n, '-0.05'],
    ['JPY', 1500n, '1500'],
    ['KWD', 1234n, '1.234'],
    ['HUF', 100n, '1.00'],
    ['UGX', 100n, '1.00'],
  ])('writes an amount in %s', (currency, minor, decimal) => {
    expect(moneyToDecimal({ minor, currency })).toBe(decimal);
    expect(moneyFromDecimal(decimal, currency)).toEqual({ minor, currency });
  });

  it('comes back from its decimal string in every kind of currency', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.constantFrom('usd', 'jpy', 'kwd'), (minor, currency) => {
        expect(moneyFromDecimal(moneyToDecimal({ minor, currency }), currency).minor).toBe(minor);
      }),
    );
  });

  it('refuses what the currency cannot hold, and what is no currency', () => {
    expect(() => moneyFromDecimal('1.5', 'jpy')).toThrow('at most 0 decimals');
    expect(() => moneyFromDecimal('1.2345', 'kwd')).toThrow('at most 3 decimals');
    expect(() => moneyFromDecimal('1e3', 'usd')).toThrow(RangeError);
    expect(() => currencyDigits('dollars')).toThrow('ISO 4217');
  });

  it('is written for people, exact beyond what a float holds, and in currencies without cents', () => {
    expect(formatMoney(49_900n, 'USD')).toBe('$499.00');
    expect(formatMoney('900719925474099399', 'USD')).toBe('$9,007,199,254,740,993.99');
    expect(formatMoney(-5, 'USD')).toBe('-$0.05');
    expect(formatMoney(1200n, 'JPY')).toBe('¥1,200');
    expect(formatMoney(1205n, 'HUF').replace('\u00a0', ' ')).toBe('HUF 12.05');
  });

  it('is written from the amount of an API, in its currency', () => {
    expect(formatAmount('-12.50', 'usd')).toBe('-$12.50');
    expect(formatAmount('1500', 'jpy')).toBe('¥1,500');
    expect(formatAmount('0.125', 'kwd').replace('\u00a0', ' ')).toBe('KWD 0.125');
  });
});
