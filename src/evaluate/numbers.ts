/** Numbers as far as floating point has them as Packer does, with 512 bits and printed without an exponent. */

import { Unknown } from './values.ts';

const decimal = /^([+-]?)(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/** The digits that a number is sure to be right with. */
const sureDigits = 15;

/** The number that a text writes; null where it writes none, unknown where floating point would change or round it. */
export function parseNumber(text: string): number | Unknown | null {
  const [, sign = '', mantissa, exponent] = decimal.exec(text) ?? [];
  if (mantissa === undefined) return null;
  const number = Number(text);
  const printed = String(number);
  const [whole = '', fraction = ''] = mantissa.split('.');
  const ends = fraction.replace(/0+$/, '');
  const plain = `${sign === '-' ? '-' : ''}${whole.replace(/^0+(?=\d)/, '') || '0'}${ends === '' ? '' : `.${ends}`}`;
  const isExact =
    exponent === undefined
      ? printed === plain
      : mantissa.length <= sureDigits && Number.isSafeInteger(number) && !Object.is(number, -0);
  return isExact ? number : new Unknown({ kind: 'digits' });
}
