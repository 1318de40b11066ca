import { limits } from '../../../contract';
import { checkCustom, judgeExtraKey } from '../validateEvent';
import { bits, eventFields, kinds, type EventField } from './eventFields';
import { scanEventId } from './eventId';
import { byte, scanNumber, scanOneOf, skipSpace, standsAt } from './jsonBytes';
import { scanText, TextRule } from './textRule';
import { TimestampScanner } from './timestampScanner';
import { sameBytes, wordsStandAt } from './words';

const booleans = [Buffer.from('true'), Buffer.from('false')];
const custom = Buffer.from('"custom"');
const empty = Buffer.from('""');
const extraText = new TextRule(text => text.length <= limits.extraText);
const fieldsByName = new Map(eventFields.map(field => [field.name, field]));
const noBytes = Buffer.alloc(0);
/** Shorter texts, with their quotes, are not worth remembering. */
const shortest = 4;

/** The text between the quotes at the ends of the range. */
const unquoted = (bytes: Buffer, from: number, to: number) => bytes.toString('latin1', from + 1, to - 1);

/**
 * Judges events as they stand in the request, without making objects of them. It is sure only of good ones: whatever
 * is not, or is written in an unusual way, is left to `JSON.parse` and `validateEvent`, which can say why.
 */
export class EventScanner {
  /** Clients write their fields in one order: after each, by its index + 1, the one that followed it last. */
  private readonly followers: Array<EventField | undefined> = Array.from({ length: eventFields.length + 1 });
  /** Where the text of each field stood in an event before, and its bytes with the quotes: most texts stay. */
  private readonly lastAt = new Uint32Array(eventFields.length);
  private readonly lastBytes = new Uint32Array(eventFields.length);
  private readonly timestamps = new TimestampScanner();
  private bytes: Buffer = noBytes;
  private view: DataView = new DataView(noBytes.buffer);
  private limit = 0;
  private orgId = '';
  private quotedOrgId: Uint8Array = empty;
  private isCustom = false;
  private name = '';

  /** Of the event scanned last: epoch ms, and where its productId stands, with its quotes. */
  ts = 0;
  productFrom = 0;
  productTo = 0;

  /** Turns to another batch, and to the org of its key, which every `orgId` must name. */
  begin(bytes: Buffer, orgId: string): void {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.limit = bytes.length;
    this.lastBytes.fill(0);
    if (orgId === this.orgId) return;
    this.orgId = orgId;
    this.quotedOrgId = Buffer.from(JSON.stringify(orgId));
  }

  /**
   * Reads the event that starts at the position, its id into `ids` at `place`.
   * @returns the position after it, -1 when it is not surely good.
   */
  scan(start: number, ids: Uint32Array, place: number): number {
    const { bytes, view, limit } = this;
    if (bytes[start] !== byte.openObject) return -1;
    let at = start;
    let before = 0;
    let seen = 0;
    this.isCustom = false;
    do {
      at++;
      let field = this.followers[before];
      if (field !== undefined && wordsStandAt(view, limit, at, field.key)) at += field.key.length;
      else {
        at = skipSpace(bytes, at);
        field = this.fieldAt(at);
        if (field === undefined) return -1;
        this.followers[before] = field;
        at = skipSpace(bytes, at + field.name.length + 2);
        if (bytes[at++] !== byte.colon) return -1;
      }
      // Of a field that is there twice, JSON.parse takes the last.
      if ((seen & field.bit) !== 0) return -1;
      seen |= field.bit;
      before = field.index + 1;
      at = this.value(skipSpace(bytes, at), field, ids, place);
      if (at < 0) return -1;
      at = skipSpace(bytes, at);
    } while (bytes[at] === byte.comma);
    if (bytes[at] !== byte.closeObject) return -1;
    if ((seen & bits.required) !== bits.required || !this.hasWhatItsNameNeeds(seen)) return -1;
    return at + 1;
  }

  private fieldAt(at: number): EventField | undefined {
    const end = this.bytes[at] === byte.quote ? this.bytes.indexOf(byte.quote, at + 1) : -1;
    return end < 0 ? undefined : fieldsByName.get(this.bytes.toString('latin1', at + 1, end));
  }

  /** The position after the field's value, -1 for one that is not surely good. */
  private value(at: number, field: EventField, ids: Uint32Array, place: number): number {
    const { bytes } = this;
    switch (field.kind) {
      case kinds.text:
        return this.text(at, field);
      case kinds.eventId: {
        if (bytes[at] !== byte.quote) return -1;
        const end = scanEventId(bytes, at + 1, ids, place);
        return end > 0 && bytes[end] === byte.quote ? end + 1 : -1;
      }
      case kinds.timestamp: {
        const end = this.timestamps.scan(bytes, at);
        this.ts = this.timestamps.value;
        return end;
      }
      case kinds.oneOf: {
        const end = this.oneOf(at, field);
        if (field.bit === bits.eventType)
          this.isCustom = end === at + custom.length && standsAt(bytes, at, custom);
        return end;
      }
      case kinds.number:
        return scanNumber(bytes, at, field.low, field.high);
      case kinds.boolean:
        return scanOneOf(bytes, at, booleans);
      case kinds.orgId:
        return standsAt(bytes, at, this.quotedOrgId) ? at + this.quotedOrgId.length : -1;
      default:
        return scanExtra(bytes, at);
    }
  }

  /** The position after the value that this field had before, -1 where another stands. */
  private sameAsBefore(at: number, index: number): number {
    const length = this.lastBytes[index] ?? 0;
    if (length < shortest) return -1;
    return sameBytes(this.view, this.limit, at, this.lastAt[index] ?? 0, length) ? at + length : -1;
  }

  private oneOf(at: number, { index, values }: EventField): number {
    const same = this.sameAsBefore(at, index);
    if (same > 0) return same;
    const end = scanOneOf(this.bytes, at, values);
    this.remember(index, at, end);
    return end;
  }

  private remember(index: number, at: number, end: number): void {
    this.lastAt[index] = at;
    this.lastBytes[index] = Math.max(0, end - at);
  }

  private text(at: number, field: EventField): number {
    const { index } = field;
    let end = this.sameAsBefore(at, index);
    if (end < 0) {
      end = scanText(this.bytes, at, field.rule);
      if (end < 0) return -1;
      this.remember(index, at, end);
    }
    if (field.bit === bits.name) this.name = unquoted(this.bytes, at, end);
    else if (field.bit === bits.productId) {
      this.productFrom = at;
      this.productTo = end;
    }
    return end;
  }

  private hasWhatItsNameNeeds(seen: number): boolean {
    if (!this.isCustom) return (seen & bits.name) === 0;
    const given = (bit: number) => ((seen & bit) === 0 ? undefined : true);
    const name = (seen & bits.name) === 0 ? undefined : this.name;
    const fields = {
      eventType: 'custom',
      name,
      taskId: given(bits.taskId),
      errorCode: given(bits.errorCode),
    };
    return checkCustom(fields) === null;
  }
}

/** The position after a flat object of allowed keys and values, -1 for anything else. */
function scanExtra(bytes: Buffer, start: number): number {
  if (bytes[start] !== byte.openObject) return -1;
  let at = skipSpace(bytes, start + 1);
  if (bytes[at] === byte.closeObject) return at + 1;
  at = start;
  let count = 0;
  do {
    at = skipSpace(bytes, at + 1);
    const end = bytes[at] === byte.quote ? bytes.indexOf(byte.quote, at + 1) : -1;
    // A key that is there twice counts twice: too many by that are counted anew.
    if (
      end < 0 ||
      ++count > limits.extraKeys ||
      judgeExtraKey(bytes.toString('latin1', at + 1, end)) !== null
    )
      return -1;
    at = skipSpace(bytes, end + 1);
    if (bytes[at] !== byte.colon) return -1;
    at = scanExtraValue(bytes, skipSpace(bytes, at + 1));
    if (at < 0) return -1;
    at = skipSpace(bytes, at);
  } while (bytes[at] === byte.comma);
  return bytes[at] === byte.closeObject ? at + 1 : -1;
}

function scanExtraValue(bytes: Buffer, at: number): number {
  if (bytes[at] !== byte.quote) {
    const end = scanNumber(bytes, at, -Infinity, Infinity);
    return end < 0 ? scanOneOf(bytes, at, booleans) : end;
  }
  return standsAt(bytes, at, empty) ? at + empty.length : scanText(bytes, at, extraText);
}
