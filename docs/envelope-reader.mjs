#!/usr/bin/env node
// Envelope format 1, read and made by a stranger: written from envelope-v1.md alone. "§" is a section of that page.
// Needs Node 20.15 or later and nothing else. Memory does not grow with the content: pieces of 1 MiB, chunks of 16 KiB.
import * as crypto from 'node:crypto';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as zlib from 'node:zlib';
import { parseArgs } from 'node:util';

const USAGE = `usage:
  envelope-reader.mjs verify ZIP --root ROOT.pem --certs DIR [--at TIME]
      Proves the .zip form, and of every message the routing record, the lengths and digests, and the receipts.
  envelope-reader.mjs open ZIP --key OPEN-KEY.pem --cert OPEN-CERT.pem --root ROOT.pem [--certs DIR] --out DIR [--id ID] [--at TIME]
      Proves the same, then opens one message (--id if there are several), prints its heading and writes its attachments.
  envelope-reader.mjs make --sign-key KEY.pem --sign-cert CERT.pem --to-cert CERT.pem ... [--copy-cert CERT.pem ...]
      --root ROOT.pem | --net HEX, --out ZIP [--heading JSON] [--expires-days N] [--test] [--forge JSON] FILE ...
      Seals files to the holders of the certificates. The heading's members are laid over a plain one. To test readers,
      the members of {"routing": {...}, "manifest": {...}} are laid over those two, unchecked, and the first
      piece of text in both is replaced by the second for each of "text": [["...", "..."], ...].

  envelope-reader.mjs vectors DIR
      Judges every vector of the corpus in DIR (README.md there) and prints how many it judged, and by name which not.

  --certs DIR   every *.pem in it may hold certificates (of signers, recipients, the hub); they stand for the directory,
                each as ACTIVE. Default for open: the folder of OPEN-CERT.pem.
  --at TIME     time of arrival, 2026-01-31T23:59:59.000Z; now if absent. A hub's ACCEPTED receipt goes before it.

Ends with 0 if all was right, 1 and "refused REASON: ..." if not (reasons of §12), 2 for wrong usage, 3 if a file fails.`;

class Refused extends Error { constructor(reason, text) { super(text); this.reason = reason; } }
class Usage extends Error {}
/** Right or wrong, this reader cannot tell. */
class Unable extends Refused { constructor(what) { super('VERSION', `${what}: suite 2 needs ML-KEM-768 and ML-DSA-65, which this reader does not have`); } }
/** The message is well as far as it was looked at (§5.1); to go on, something is needed. */
class Lacking extends Error {}
const refuse = (reason, text) => { throw new Refused(reason, text); };
const must = (holds, reason, text) => { if (!holds) refuse(reason, text); };
/** Whatever else goes wrong in `work` has this reason too. */
const within = (reason, text, work) => {
  try { return work(); } catch (e) { throw e instanceof Refused ? e : new Refused(reason, `${text} (${e.message})`); }
};

const KiB = 1024, MiB = 1024 * KiB, GiB = 1024 * MiB;
const LIMIT = { routing: 32 * KiB, manifest: 4 * MiB, receipt: 16 * KiB, content: 64 * GiB, to: 64, attachments: 10_000, messages: 100, entries: 1_000,
  held: 16 * MiB, record: 256 * KiB, answer: 4 * MiB, free: MiB, depth: 6 };
const MAX32 = 0xffffffff, SEALED = 16_400, CHUNK = 16_384, DAY = 86_400_000;
const digest = (...parts) => { const hash = crypto.createHash('sha256'); parts.forEach((p) => hash.update(p)); return hash.digest(); };
const sha256 = (...parts) => digest(...parts).toString('hex');
const ascii = (text) => Buffer.from(text, 'latin1');

// §2 JSON: parse, write again, compare --------------------------------------------------------------------------------

function canonical(value, depth = 1) {
  must(depth <= LIMIT.depth, 'JSON_LIMIT', `nested more than ${LIMIT.depth} deep`);
  if (typeof value === 'string') { must(value.isWellFormed(), 'VALUE', 'a lone surrogate'); return JSON.stringify(value); }
  if (typeof value === 'number') { must(Number.isSafeInteger(value), 'VALUE', `number [${value}]`); return String(value); }
  if (typeof value === 'boolean') return String(value);
  must(value !== null, 'VALUE', 'null does not exist');
  const inner = (v) => canonical(v, typeof v === 'object' ? depth + 1 : depth);
  if (Array.isArray(value)) return `[${value.map(inner)}]`;
  return `{${Object.keys(value).sort().map((name) => `${inner(name)}:${inner(value[name])}`)}}`;
}

function json(octets, shape) {
  const value = within('JSON_FORM', 'not JSON', () => JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(octets)));
  must(octets[0] === 0x7b && Buffer.from(canonical(value)).equals(octets), 'JSON_FORM', 'not in canonical form');
  must(typeof value.v !== 'number' || value.v === 1, 'VERSION', `v [${value.v}], expected [1]`);
  object(shape)(value, '');
  return value;
}

// Types of members: functions of value and place. A shape lists the members; a name that ends in ? may be absent.
const typed = (holds, at) => must(holds, 'VALUE', `member [${at}] is of another type`);
const ranged = (holds, at, value) => must(holds, 'VALUE', `member [${at}] has the value [${value}]`);
const object = (shape) => (value, at) => {
  typed(typeof value === 'object' && !Array.isArray(value), at);
  const known = Object.keys(shape).map((name) => name.replace('?', ''));
  for (const name of Object.keys(value)) must(known.includes(name), 'JSON_MEMBER', `member [${at}.${name}] is unknown`);
  for (const [name, type] of Object.entries(shape)) {
    const plain = name.replace('?', ''), there = Object.hasOwn(value, plain);
    must(there || plain !== name, 'JSON_MEMBER', `member [${at}.${plain}] is missing`);
    if (there) type(value[plain], `${at}.${plain}`);
  }
};
const string = (pattern) => (value, at) => { typed(typeof value === 'string', at); ranged(pattern.test(value), at, value); };
const text = (least, most) => string(new RegExp(`^[^]{${least},${most}}$`, 'u'));
const words = (...list) => string(new RegExp(`^(${list.join('|')})$`));
const integer = (least, most, reason = 'VALUE') => (value, at) => {
  typed(typeof value === 'number', at);
  must(value >= least && (value <= most || reason !== 'VALUE'), 'VALUE', `member [${at}] has the value [${value}]`);
  must(value <= (LIMIT[most] ?? most), reason, `member [${at}] has the value [${value}], at most [${LIMIT[most] ?? most}] is read`);
};
/** At most so many, or the limit of that name. */
const list = (most, reason, item, least = 0) => (value, at) => {
  typed(Array.isArray(value), at);
  must(value.length <= (LIMIT[most] ?? most), reason, `[${value.length}] in member [${at}]`);
  ranged(value.length >= least, at, value);
  value.forEach((v, i) => item(v, `${at}[${i}]`));
};
const truth = (value, at) => typed(typeof value === 'boolean', at);
const version = (wanted) => (value, at) => { typed(typeof value === typeof wanted, at); must(value === wanted, 'VERSION', `member [${at}] is [${value}], expected [${wanted}]`); };
const time = (value, at) => { string(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)(value, at); ranged(within('VALUE', at, () => new Date(value).toISOString()) === value, at, value); };
const base64url = (most, least = most) => (value, at) => { string(/^[\w-]*$/)(value, at); const b = Buffer.from(value, 'base64url'); ranged(b.toString('base64url') === value && b.length >= least && b.length <= most, at, value); };
const ext = (value, at) => { typed(typeof value === 'object' && !Array.isArray(value), at); must(Buffer.byteLength(canonical(value)) <= 4096, 'JSON_LIMIT', at); };
const hash = string(/^[0-9a-f]{64}$/), party = string(/^[0-9A-Za-z._-]{1,32}$/);
const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}', id = string(new RegExp(`^${UUID}$`));
const message = object({ from: party, id });
const recipients = (value, at) => {
  list('to', 'RECIPIENTS', object({ cert: hash, party, role: words('ORIGINAL', 'COPY') }))(value, at);
  ranged(value.length > 0, at, value);
  must(value.every((r, i) => i === 0 || value[i - 1].party < r.party), 'RECIPIENTS', 'not sorted, or one twice');
};
const suite = (value, at) => {
  typed(typeof value === 'number', at);
  if (value === 2) throw new Unable(`member [${at}] is [2]`);
  must(value === 1, value > 2 ? 'VERSION' : 'VALUE', `member [${at}] has the value [${value}]`);
};
const common = { v: version(1), suite, net: hash, id, from: party, to: recipients, test: truth, 'ext?': ext };
const ROUTING = { ...common, kind: version('routing'), seal: integer(1, 1_000_000), sealedAt: time, expires: time, manifestJson: hash,
  manifest: object({ length: integer(1, 'manifest', 'MANIFEST_LIMIT'), sha256: hash }),
  content: object({ digest: hash, length: integer(0, 'content', 'CONTENT_LIMIT') }) };                          // §3
const HEADING = { subjectCode: text(1, 32), typeCode: text(1, 32), description: text(0, 1000), priority: words('NORMAL', 'URGENT', 'MOST_URGENT'),
  level: words('GENERAL', 'RESTRICTED', 'CONFIDENTIAL'), acknowledge: truth, 'schoolReference?': text(1, 64), 'replyTo?': message,
  'replyDeadline?': object({ at: time, zone: string(/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/) }), 'documentNumber?': text(1, 64),
  'classification?': text(1, 256), 'supersedes?': message };                                                        // §4.3
const MANIFEST = { ...common, salt: base64url(32), heading: object(HEADING), pad: string(/^0{0,4095}$/),
  attachments: list('attachments', 'ATTACHMENT_LIMIT', object({ name: (v, at) => typed(typeof v === 'string', at), mediaType: string(/^[ -~]{1,127}$/),
    length: integer(0, Number.MAX_SAFE_INTEGER), stored: integer(0, Number.MAX_SAFE_INTEGER), compression: words('none', 'deflate', 'zstd') })) }; // §4.2
const USES = { ACCEPTED: ['RECEIPT'], RECALLED: ['RECEIPT'], EXPIRED: ['RECEIPT'], DELIVERED: ['TRANSMIT', 'SIGN'], OPENED: ['SIGN'], REFUSED: ['RECEIPT', 'TRANSMIT', 'SIGN'] };
const RECEIPT = { v: version(1), kind: version('receipt'), net: hash, id, from: party, routing: hash, event: words(...Object.keys(USES)), at: time, by: party,
  'code?': words('UNREADABLE', 'EXPIRED', 'ID_CONFLICT', 'NOT_FOR_ME', 'TOO_LARGE', 'POLICY'), 'ext?': ext };       // §9

const OF_PARTIES = words('SIGN', 'OPEN', 'SIGN_MLDSA', 'OPEN_MLKEM', 'TRANSMIT', 'LOG', 'RECEIPT'), own = (most) => integer(1, most);
const RECORD = { v: version(1), kind: version('key-record'), net: hash, party, counter: own(Number.MAX_SAFE_INTEGER), epoch: own(Number.MAX_SAFE_INTEGER), at: time,
  keys: list(64, 'VALUE', object({ cert: base64url(8192, 1), use: OF_PARTIES }), 1), requiredSuite: own(2), 'ext?': ext,
  suites: (value, at) => { list(2, 'VALUE', own(2), 1)(value, at); ranged(value.every((n, i) => i === 0 || value[i - 1] < n), at, value); },
  compressions: (value, at) => ranged(['none,deflate', 'none,deflate,zstd'].includes(String(value)), at, value) };   // §10.2
const ANSWER = { v: version(1), kind: version('directory-answer'), net: hash, by: party, asOf: time, until: time, absent: list(10_000, 'VALUE', party), 'ext?': ext,
  entries: list(10_000, 'VALUE', object({ party, name: text(1, 200), 'chineseName?': text(1, 200), 'record?': base64url(256 * KiB, 1), keys: list(1_000, 'VALUE', (value, at) => {
    object({ cert: hash, use: OF_PARTIES, state: words('PENDING', 'ACTIVE', 'RETIRED', 'EXPIRED', 'REVOKED'), 'revokedAt?': time, 'invalidSince?': time })(value, at);
    const revoked = value.state === 'REVOKED';
    must((value.revokedAt !== undefined) === revoked && (revoked || value.invalidSince === undefined), 'JSON_MEMBER', `[${at}] has revokedAt exactly with REVOKED`);
  }) })) };                                                                                                           // §10.3

const KEYS = (...members) => list(64, 'VALUE', object(Object.fromEntries([...members, ['use', OF_PARTIES]])), 1), one = base64url(8192, 1);
const REQUEST = { v: version(1), kind: version('key-request'), net: hash, party, epoch: own(Number.MAX_SAFE_INTEGER), at: time, keys: KEYS(['request', one]) };
const ISSUED = { v: version(1), kind: version('issued-keys'), party, request: hash, keys: KEYS(['cert', one]),
  hub: object({ net: hash, party, root: one, receipts: list(16, 'VALUE', one, 1) }) };                               // §10.4

// DER -----------------------------------------------------------------------------------------------------------------

const der = (tag, ...parts) => {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const digits = length < 128 ? [length] : [...Buffer.from(length.toString(16).replace(/^(..)*.$/, '0$&'), 'hex')];
  return Buffer.concat([Buffer.from([tag, ...(length < 128 ? digits : [0x80 | digits.length, ...digits])]), ...parts]);
};
const seq = (...parts) => der(0x30, ...parts), set = (...parts) => der(0x31, ...parts), octetString = (octets) => der(4, octets);
const int = (n) => der(2, Buffer.from([n]));
const oid = (dotted) => {
  const [first, second, ...rest] = dotted.split('.').map(BigInt);
  return der(6, Buffer.from([first * 40n + second, ...rest].flatMap((n) => {
    const digits = [Number(n & 127n)];
    while ((n >>= 7n) > 0n) digits.unshift(0x80 | Number(n & 127n));
    return digits;
  })));
};
/** The value at an offset, and the values one after another; that they are DER is proved by writing them again. */
function valueAt(octets, at) {
  const long = octets[at + 1] > 0x80 ? octets[at + 1] - 0x80 : 0, start = at + 2 + long;
  const end = start + (long ? octets.readUIntBE(at + 2, long) : octets[at + 1]);
  must(octets[at + 1] !== 0x80 && end <= octets.length, 'CMS_FORM', 'a length that is not definite or goes beyond the end');
  return { tag: octets[at], body: octets.subarray(start, end), raw: octets.subarray(at, end), end };
}
function values(octets) {
  const found = [];
  for (let at = 0; at < octets.length; at = found.at(-1).end) found.push(valueAt(octets, at));
  return found;
}
const inside = (value) => values(value.body);
function outermost(octets) {
  const value = valueAt(octets, 0);
  must(value.tag === 0x30, 'CMS_FORM', 'not a SEQUENCE');
  must(value.end === octets.length, 'CMS_TRAILING', `[${octets.length - value.end}] octets behind the structure`);
  return value;
}
const same = (a, b, reason, what) => must(a.equals(b), reason, what);

// §6 SignedData -------------------------------------------------------------------------------------------------------

const SHA256 = seq(oid('2.16.840.1.101.3.4.2.1'));
const ECDSA = seq(oid('1.2.840.10045.4.3.2'));
const PSS = seq(oid('1.2.840.113549.1.1.10'), seq(der(0xa0, SHA256), der(0xa1, seq(oid('1.2.840.113549.1.1.8'), SHA256)), der(0xa2, int(32))));
const KINDS = ['', 'routing', 'receipt', 'key-record', 'key-request', 'directory-answer', 'recall'];
const contentType = (kind) => oid(`2.25.21344938129814314562082030854072636396.1.${KINDS.indexOf(kind)}`);
const attribute = (type, value) => seq(oid(type), set(value));

function signedAttributes(kind, content, at, certificate) {
  const seconds = at.replace(/\..*|\D/g, '');
  return der(0xa0,
    attribute('1.2.840.113549.1.9.5', at < '2050' ? der(0x17, ascii(`${seconds.slice(2)}Z`)) : der(0x18, ascii(`${seconds}Z`))),
    attribute('1.2.840.113549.1.9.3', contentType(kind)),
    attribute('1.2.840.113549.1.9.4', octetString(digest(content))),
    attribute('1.2.840.113549.1.9.16.2.47', seq(seq(seq(octetString(certificate))))));
}
const signedData = (type, content, issuerAndSerial, attributes, algorithm, signature) =>
  seq(oid('1.2.840.113549.1.7.2'), der(0xa0, seq(int(3), set(SHA256), seq(type, der(0xa0, octetString(content))),
    set(seq(int(1), issuerAndSerial, SHA256, attributes, algorithm, octetString(signature))))));
const toBeSigned = (attributes) => Buffer.concat([Buffer.from([0x31]), attributes.subarray(1)]);

/** Takes the variable values out, writes the structure again and compares. The signer is looked at later, by `signer`. */
function readSigned(octets, kind, limit, shape) {
  must(octets.length <= limit, 'JSON_LIMIT', `[${octets.length}] octets, at most [${limit}]`);
  return within('CMS_FORM', 'not a SignedData', () => {
    const [, wrapped] = inside(outermost(octets));
    const [, algorithms, encapsulated, signers] = inside(inside(wrapped)[0]);
    const [type, explicit] = inside(encapsulated);
    const [, sid, digestAlgorithm, attributes, algorithm, signature] = inside(inside(signers)[0]);
    const content = inside(explicit)[0].body, tags = [signers, sid, attributes, inside(explicit)[0]].map(({ tag }) => tag);
    must(String(tags) === String([0x31, 0x30, 0xa0, 4]) && inside(algorithms).length === 1, 'CMS_FORM', 'parts outside the profile');
    same(algorithms.raw, set(SHA256), 'CMS_ALGORITHM', 'another digest');
    same(digestAlgorithm.raw, SHA256, 'CMS_ALGORITHM', 'another digest');
    must(ECDSA.equals(algorithm.raw) || PSS.equals(algorithm.raw), 'CMS_ALGORITHM', 'another signature algorithm');
    same(type.raw, contentType(kind), 'CMS_TYPE', `not the eContentType of [${kind}]`);
    const record = json(content, shape), certificate = attributes.raw.subarray(-32);
    same(attributes.raw, signedAttributes(kind, content, record.sealedAt ?? record.at ?? record.asOf, certificate), 'CMS_ATTRIBUTES', 'other signed attributes or another time');
    same(octets, signedData(type.raw, content, sid.raw, attributes.raw, algorithm.raw, signature.body), 'CMS_FORM', 'not the DER of the profile');
    return { record, digest: sha256(content), certificate: certificate.toString('hex'), sid: sid.raw, attributes: attributes.raw, algorithm: algorithm.raw, signature: signature.body };
  });
}

/** §8, steps 4 to 6. The directory here is a folder of certificates, so the only state is ACTIVE. */
function proveSigner(signed, who, uses, at, directory) {
  const found = directory.get(signed.certificate) ?? refuse('SIGNER_UNKNOWN', `no certificate with SHA-256 [${signed.certificate}]`);
  must(!found.fault, 'CERTIFICATE', found.fault);
  must(found.party === who, 'SIGNER_WRONG_PARTY', `a certificate of [${found.party}], expected [${who}]`);
  must(uses.includes(found.use), 'SIGNER_WRONG_USE', `a certificate for [${found.use}], expected [${uses}]`);
  same(signed.sid, found.issuerAndSerial, 'SIGNER_UNKNOWN', 'issuer or serial number is not that of the certificate');
  must(found.state !== 'PENDING', 'SIGNER_UNKNOWN', 'not published yet');
  for (const t of [at, signed.record.sealedAt ?? at]) must(found.from <= Date.parse(t) && Date.parse(t) <= found.until, 'SIGNER_EXPIRED', `not valid at [${t}]`);
  must(found.invalidSince ? Date.parse(at) < Date.parse(found.invalidSince) : found.state !== 'REVOKED', 'SIGNER_REVOKED', `withdrawn before [${at}]`);
  const rsa = found.key.asymmetricKeyType === 'rsa';
  must(rsa === PSS.equals(signed.algorithm), 'SIGNATURE', 'the algorithm is not that of the key');
  must(!rsa || signed.signature.length === Math.ceil(found.key.asymmetricKeyDetails.modulusLength / 8), 'SIGNATURE', 'not of the length of the modulus');
  const key = rsa ? { key: found.key, padding: crypto.constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 } : found.key;
  must(crypto.verify('sha256', toBeSigned(signed.attributes), key, signed.signature), 'SIGNATURE', 'the signature does not fit');
}

// §10.1 certificates --------------------------------------------------------------------------------------------------

const pemOf = (file) => [...fs.readFileSync(file, 'latin1').matchAll(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g)].map(([pem]) => new crypto.X509Certificate(pem));
const firstOf = (file) => pemOf(file)[0] ?? refuse('CERTIFICATE', `no certificate in [${file}]`);

const rsaFits = ({ modulusLength: bits, publicExponent: e }) => bits >= 2048 && bits <= 4096 && (e & 1n) === 1n && e >= 65537n && e < 1n << 256n;

function certificate(x509, root) {
  return within('CERTIFICATE', 'not the form of §10.1', () => certificateOf(x509, root));
}
function certificateOf(x509, root) {
  const tbs = inside(inside(values(x509.raw)[0])[0]);
  const [, serial, , issuer, , subject] = tbs;
  const names = inside(subject).map((rdn) => inside(rdn)).map(([pair, more]) => !more && inside(pair));
  const named = (type) => names.find((pair) => pair && pair[0].raw.equals(oid(type)))?.[1].body.toString('utf8');
  const extensions = new Map(inside(inside(tbs.find((v) => v.tag === 0xa3))[0]).map(inside).map((parts) => [parts[0].raw.toString('hex'), parts]));
  const usage = extensions.get(oid('2.5.29.15').toString('hex'));
  const extended = extensions.get(oid('2.5.29.37').toString('hex'));
  const bits = usage ? inside(usage.at(-1))[0] ?? values(usage.at(-1).body)[0] : undefined;
  if (/^(SIGN_MLDSA|OPEN_MLKEM)$/.test(named('2.5.4.11'))) throw new Unable('a key of suite 2');
  const one = { party: named('2.5.4.3'), use: named('2.5.4.11'), key: x509.publicKey, issuerAndSerial: seq(issuer.raw, serial.raw), hash: sha256(x509.raw),
    from: Date.parse(x509.validFrom), until: Date.parse(x509.validTo) };
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = x509.publicKey, agrees = one.use === 'OPEN';
  const rules = [
    [names.length === 2 && /^[0-9A-Za-z._-]{1,32}$/.test(one.party) && /^(SIGN|OPEN|TRANSMIT|LOG|RECEIPT)$/.test(one.use), 'subject is not CN = party, OU = use'],
    [!root || x509.verify(root.publicKey), 'not issued by the root'],
    [!root || issuer.raw.equals(inside(inside(values(root.raw)[0])[0])[5].raw), 'issuer is not the root'],
    [inside(values(x509.raw)[0])[1].raw.equals(ECDSA), 'signature algorithm'],
    [serial.body.length <= 20 && serial.body[0] < 0x80 && serial.body.some((octet) => octet > 0), 'serial number'],
    [usage?.length === 3 && (bits.body[1] & 0x88) === (agrees ? 0x08 : 0x80), 'KeyUsage'],
    [!extended || extended.at(-1).body.includes(oid('1.3.6.1.5.5.7.3.4')), 'ExtendedKeyUsage'],
    [!inside(values((extensions.get(oid('2.5.29.19').toString('hex')) ?? [{ body: seq() }]).at(-1).body)[0]).some(({ tag, body }) => tag === 1 && body[0]), 'a CA'],
    [one.use === 'LOG' ? type === 'ed25519' : details.namedCurve === 'prime256v1' || (one.use === 'SIGN' && type === 'rsa' && rsaFits(details)), 'kind of key'],
  ];
  const broken = rules.find(([holds]) => !holds);
  return broken ? { ...one, fault: `certificate [${one.hash}] breaks §10.1: ${broken[1]}` } : one;
}

const certificateIn = (octets, root) => within('CERTIFICATE', 'no certificate', () => {
  const x509 = new crypto.X509Certificate(octets);
  return x509.raw.equals(octets) ? certificate(x509, root) : refuse('CERTIFICATE', 'octets behind it');
});

function readDirectory(folder, root) {
  const all = fs.readdirSync(folder).filter((name) => name.endsWith('.pem')).flatMap((name) => pemOf(join(folder, name)));
  const other = (x509) => x509.raw.equals(root.raw) || /^OU=(SIGN_MLDSA|OPEN_MLKEM)$/m.test(x509.subject); // keys of suite 2 are not for this reader
  return new Map(all.filter((x509) => !other(x509)).map((x509) => [sha256(x509.raw), certificate(x509, root)]));
}

// §7 AuthEnvelopedData ------------------------------------------------------------------------------------------------

const P256 = seq(oid('1.2.840.10045.2.1'), oid('1.2.840.10045.3.1.7')), AES_WRAP = seq(oid('2.16.840.1.101.3.4.1.45'));
const bitString = (octets) => der(3, Buffer.from([0]), octets);
const OAEP = seq(oid('1.2.840.113549.1.1.7'), seq(der(0xa0, SHA256), der(0xa1, seq(oid('1.2.840.113549.1.1.8'), SHA256))));
const agreement = (point, wrapped) => der(0xa1, int(3), der(0xa0, der(0xa1, P256, bitString(point))), seq(oid('1.3.132.1.11.1'), AES_WRAP),
  seq(...wrapped.map(({ sid, key }) => seq(sid, octetString(key)))));
const authEnvelopedData = (transported, point, wrapped, nonce, ciphertext, tag) =>
  seq(oid('1.2.840.113549.1.9.16.1.23'), der(0xa0, seq(int(0),
    set(...transported.map(({ sid, key }) => seq(int(0), sid, OAEP, octetString(key))).sort(Buffer.compare), ...(point ? [agreement(point, wrapped)] : [])),
    seq(oid('1.2.840.113549.1.7.1'), seq(oid('2.16.840.1.101.3.4.1.46'), seq(octetString(nonce), int(16))), der(0x80, ciphertext)), octetString(tag))));

/** §7.5: the outside certificates that a host named. Only a vector of the corpus does. */
let OUTSIDE = [];
function readTransported(info) {
  const [, sid, algorithm, key] = inside(info);
  must(algorithm.tag !== 0x30 || OAEP.equals(algorithm.raw), 'CMS_ALGORITHM', 'not RSAES-OAEP with SHA-256 and no label');
  return { sid: sid.raw, key: key.body };
}

function readEnveloped(octets) {
  return within('CMS_FORM', 'not an AuthEnvelopedData', () => {
    const [, wrapping] = inside(outermost(octets));
    const [, infos, encrypted, tag] = inside(inside(wrapping)[0]);
    must(inside(infos)[0].tag !== 0x30 || OUTSIDE.length, 'KEY_TRANSPORT', 'a key is sealed to an RSA key');
    const transported = inside(infos).filter(({ tag: kind }) => kind === 0x30).map(readTransported), agreed = inside(infos).find(({ tag: kind }) => kind !== 0x30);
    const [, cipher, ciphertext] = inside(encrypted), sealed = { nonce: inside(inside(cipher)[1])[0].body, ciphertext: ciphertext.body, tag: tag.body };
    if (!agreed) {
      same(octets, authEnvelopedData(transported, undefined, [], sealed.nonce, sealed.ciphertext, sealed.tag), 'CMS_FORM', 'not the DER of the profile');
      must(transported.length > 0 && sealed.nonce.length === 12 && sealed.tag.length === 16, 'CMS_FORM', 'a length of a value');
      return { transported, wrapped: [], ...sealed };
    }
    const [, originator, , keys] = inside(agreed), another = (value, expected) => value.tag === 0x30 && !value.raw.equals(expected);
    must(!another(inside(inside(originator)[0])[0], P256) && !another(inside(agreed)[2], seq(oid('1.3.132.1.11.1'), AES_WRAP))
      && inside(cipher)[0].raw.equals(oid('2.16.840.1.101.3.4.1.46')), 'CMS_ALGORITHM', 'another algorithm');
    const point = inside(inside(originator)[0])[1].body.subarray(1), { nonce } = sealed;
    const wrapped = inside(keys).map((entry) => inside(entry)).map(([sid, key]) => ({ sid: sid.raw, key: key.body }));
    same(octets, authEnvelopedData(transported, point, wrapped, nonce, ciphertext.body, tag.body), 'CMS_FORM', 'not the DER of the profile');
    must(point.length === 65 && point[0] === 4 && nonce.length === 12 && tag.body.length === 16 && wrapped.every(({ key }) => key.length === 40) && (wrapped.length || !transported.length), 'CMS_FORM', 'a length of a value');
    return { transported, point, wrapped, ...sealed };
  });
}

const pointKey = (point) => within('MANIFEST_KEY', 'the ephemeral point is not on P-256', () => crypto.createPublicKey({ format: 'der', type: 'spki', key: seq(P256, bitString(point)) }));
const SHARED_INFO = Buffer.from('3015300b060960864801650304012da206040400000100', 'hex'), ONE = Buffer.from([0, 0, 0, 1]), WRAP_IV = Buffer.alloc(8, 0xa6);
const keyEncryptionKey = (privateKey, publicKey) => digest(crypto.diffieHellman({ privateKey, publicKey }), ONE, SHARED_INFO);

/** §7.5: whatever is wrong gives another key. */
function decrypted(encrypted, key) {
  try {
    const found = crypto.privateDecrypt({ key, padding: crypto.constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, encrypted);
    return found.length === 32 ? found : crypto.randomBytes(32);
  } catch { return crypto.randomBytes(32); }
}

function openManifest(enveloped, mine, key, sid) {
  const cek = sid ? decrypted(enveloped.transported.find((one) => one.sid.equals(sid)).key, key) : within('MANIFEST_KEY', 'the wrapped key does not unwrap', () => {
    const unwrap = crypto.createDecipheriv('id-aes256-wrap', keyEncryptionKey(key, pointKey(enveloped.point)), WRAP_IV);
    return Buffer.concat([unwrap.update(enveloped.wrapped[mine].key), unwrap.final()]);
  });
  const plain = within('MANIFEST_CIPHER', 'the tag of the manifest is wrong', () => {
    const cipher = crypto.createDecipheriv('aes-256-gcm', cek, enveloped.nonce).setAuthTag(enveloped.tag);
    return Buffer.concat([cipher.update(enveloped.ciphertext), cipher.final()]);
  });
  must(plain.length >= 34 && plain.length % 4096 === 0, 'PADDING', `a plaintext of [${plain.length}] octets`);
  return { contentKey: plain.subarray(0, 32), octets: plain.subarray(32) };
}

// §5 content ----------------------------------------------------------------------------------------------------------

function cobblestone(contentKey, salt, messageId) {
  const info = Buffer.concat([ascii('c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\0'), salt, ascii(`cds/1/content/${messageId}`)]);
  const hmac = (...parts) => parts.reduce((mac, part) => mac.update(part), crypto.createHmac('sha512', contentKey)).digest();
  const first = hmac(info, Buffer.from([1])), both = Buffer.concat([first, hmac(first, info, Buffer.from([2]))]);
  const nonce = (k) => { const n = Buffer.from(both.subarray(32, 44)); n.writeUInt32BE((n.readUInt32BE(8) ^ k) >>> 0, 8); return n; };
  return { key: both.subarray(0, 32), nonce, commitment: both.subarray(44, 76) };
}
const plainLength = (sealed) => {
  const body = sealed - 56;
  must(body >= 16 && body % SEALED >= 16, 'CONTENT_LENGTH', `no content has [${sealed}] octets`);
  return Math.floor(body / SEALED) * CHUNK + (body % SEALED) - 16;
};

/** The chunks of plaintext, each only after its piece was found equal to the signed list and its tag right. */
function* openContent(zip, entry, contentKey, messageId) {
  let kept = Buffer.alloc(0), sealing, k = 0;
  for (let i = 0; i < entry.pieces.length; i++) {
    const piece = zip.read(entry.start + i * MiB, Math.min(MiB, entry.size - i * MiB));
    same(digest(piece), entry.pieces[i], 'CONTENT_DIGEST', `piece [${i}] changed while it was read`);
    kept = Buffer.concat([kept, piece]);
    if (!sealing) {
      sealing = cobblestone(contentKey, kept.subarray(0, 24), messageId);
      must(crypto.timingSafeEqual(kept.subarray(24, 56), sealing.commitment), 'CONTENT_CIPHER', 'another key: the commitment differs');
      kept = kept.subarray(56);
    }
    for (const last = i === entry.pieces.length - 1; kept.length >= SEALED || (last && kept.length); kept = kept.subarray(SEALED)) {
      const sealed = kept.subarray(0, SEALED), cipher = crypto.createDecipheriv('aes-256-gcm', sealing.key, sealing.nonce(k++));
      cipher.setAuthTag(sealed.subarray(-16));
      yield within('CONTENT_CIPHER', `chunk [${k - 1}] does not open`, () => Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()]));
    }
  }
}

/** Hands out the octets of an iterator in runs of a given length. */
function runs(source) {
  let rest = Buffer.alloc(0);
  return function* (length) {
    while (length > 0) {
      if (rest.length === 0) rest = source.next().value ?? refuse('CONTENT_LENGTH', 'the content ends early');
      const part = rest.subarray(0, length);
      rest = rest.subarray(part.length);
      length -= part.length;
      if (part.length) yield part;
    }
  };
}

/** §4.4 and §4.5: what the entries say, before anything is expanded. */
const FORBIDDEN = /[\u0000-\u001f\u007f-\u009f/\\\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef]|[\p{Noncharacter_Code_Point}\p{Surrogate}]|^[ .]|[ .]$/u;
function checkAttachments(attachments, available) {
  const seen = new Set(), sum = { length: 0, stored: 0 };
  const ratio = ({ length, stored }, of) => must(length <= LIMIT.free + 200 * stored, 'ATTACHMENT_RATIO', `[${length}] octets from [${stored}] in ${of}`);
  for (const { name, length, stored, compression } of attachments) {
    const folded = name.normalize('NFC').toLowerCase(), octets = Buffer.byteLength(name);
    must(octets >= 1 && octets <= 255 && !FORBIDDEN.test(name), 'ATTACHMENT_NAME', `name [${JSON.stringify(name)}]`);
    must(!seen.has(folded), 'ATTACHMENT_NAME', `name [${name}] twice`);
    must(compression !== 'none' || stored === length, 'ATTACHMENT_LENGTH', `[${name}] is stored, but its lengths differ`);
    ratio({ length, stored }, `[${name}]`);
    seen.add(folded); sum.length += length; sum.stored += stored;
  }
  must(sum.stored <= available, 'ATTACHMENT_LENGTH', `[${sum.stored}] octets in attachments, [${available}] in the content`);
  ratio(sum, 'the sums');
}

async function expand({ name, length, stored, compression }, run, fd) {
  if (compression === 'zstd') zstd({ name, length }, Buffer.concat([...run(Math.min(stored, 18))]));
  if (compression === 'none') { for (const part of run(length)) fs.writeSync(fd, part); return; }
  const inflate = zlib.createInflate(), source = Readable.from(run(stored));
  source.on('error', (e) => inflate.destroy(e)).pipe(inflate);
  let yielded = 0;
  try {
    for await (const part of inflate) {
      yielded += part.length;
      must(yielded <= length, 'ATTACHMENT_LENGTH', `[${name}] expands beyond [${length}]`);
      fs.writeSync(fd, part);
    }
  } catch (e) { within('ATTACHMENT_COMPRESSION', `[${name}] is no zlib stream`, () => { throw e; }); }
  must(inflate.bytesWritten === stored, 'ATTACHMENT_COMPRESSION', `[${name}] ends before its [${stored}] octets`);
  must(yielded === length, 'ATTACHMENT_LENGTH', `[${name}] has [${yielded}] octets, expected [${length}]`);
}

/** §5.1: what the header of a zstd frame (RFC 8878, 3.1.1.1) must say; the rest needs zstd itself, which Node has from 22.15 on. */
function zstd({ name, length }, octets) {
  const corrupt = (holds, what) => must(holds, 'ATTACHMENT_COMPRESSION', `[${name}]: ${what}`);
  corrupt(octets.length >= 6 && octets.readUInt32LE() === 0xfd2fb528, 'no zstd frame');
  const descriptor = octets[4], single = (descriptor & 0x20) > 0, size = 1 << (descriptor >> 6), at = single ? 5 : 6;
  corrupt((descriptor & 0x0f) === 4, 'a dictionary, no checksum, or a reserved bit');
  corrupt(size > 1 || single, 'no size in its frame');
  corrupt(octets.length >= at + size, 'it ends within its header');
  const stated = octets.subarray(at, at + size).reduceRight((sum, octet) => sum * 256 + octet, 0) + (size === 2 ? 256 : 0);
  must(stated === length, 'ATTACHMENT_LENGTH', `[${name}] has [${length}] octets, its frame says [${stated}]`);
  corrupt((single ? stated : 2 ** (10 + (octets[5] >> 3)) * (1 + (octets[5] & 7) / 8)) <= 8 * MiB, 'a window of more than 8 MiB');
  throw new Lacking(`[${name}] is a zstd frame, and this reader has no zstd`);
}

// §11 .zip form: written by these functions; read by writing it again and comparing ----------------------------------------

const little = (...fields) => Buffer.concat(fields.map(([size, n]) => { const b = Buffer.alloc(size); size === 8 ? b.writeBigUInt64LE(BigInt(n)) : b.writeUIntLE(n, 0, size); return b; }));
const capped = (n) => Math.min(n, MAX32);
const eights = (...numbers) => little(...numbers.map((n) => [8, n]));
const zip64 = (body) => (body.length ? Buffer.concat([little([2, 1], [2, body.length]), body]) : body);
function header({ name, size, crc, offset }, central) {
  const extra = zip64(Buffer.concat([size >= MAX32 ? eights(size, size) : eights(), central && offset >= MAX32 ? eights(offset) : eights()]));
  const needed = [2, extra.length ? 45 : 10];
  return Buffer.concat([
    little([4, central ? 0x02014b50 : 0x04034b50], ...(central ? [needed] : []), needed, [2, 0], [2, 0], [2, 0], [2, 0x21], [4, crc], [4, capped(size)], [4, capped(size)], [2, name.length], [2, extra.length]),
    central ? little([2, 0], [2, 0], [2, 0], [4, 0], [4, capped(offset)]) : little(), ascii(name), extra]);
}
function ending(entries, at) {
  const central = Buffer.concat(entries.map((entry) => header(entry, true))), count = entries.length;
  const large = at >= MAX32 || central.length >= MAX32;
  return Buffer.concat([central,
    large ? Buffer.concat([little([4, 0x06064b50], [8, 44], [2, 45], [2, 45], [4, 0], [4, 0]), eights(count, count, central.length, at),
      little([4, 0x07064b50], [4, 0], [8, at + central.length], [4, 1])]) : little(),
    little([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, capped(central.length)], [4, capped(at)], [2, 0])]);
}
const SIZES = [[/\/routing\.(mldsa\.)?p7s$/, 'routing'], [/\/manifest\.p7m$/, 'manifest'], [/\/receipts\//, 'receipt'], [/\/content\.cob$/, 'content']];

/** Reads front to back and proves the end; returns the messages as Map of id to entries. */
function readZip(file, wire = false) {
  const fd = fs.openSync(file), length = fs.fstatSync(fd).size, entries = [], messages = new Map();
  const read = (position, size) => {
    must(position + size <= length, 'ZIP_PROFILE', 'goes beyond the end of the file');
    const octets = Buffer.alloc(size);
    for (let have = 0; have < size;) have += fs.readSync(fd, octets, have, size - have, position + have) || refuse('ZIP_PROFILE', 'the file became shorter');
    return octets;
  };
  let offset = 0, held = 0, current;
  while (read(offset, 4).readUInt32LE() === 0x04034b50) {
    const fixed = read(offset, 30), nameLength = fixed.readUInt16LE(26), extraLength = fixed.readUInt16LE(28);
    must(entries.length < LIMIT.entries, 'ZIP_LIMIT', `more than [${LIMIT.entries}] entries`);
    const name = read(offset + 30, nameLength).toString('latin1'), extra = read(offset + 30 + nameLength, extraLength);
    const size = extraLength === 20 ? Number(extra.readBigUInt64LE(4)) : fixed.readUInt32LE(18);
    const entry = { name, size, crc: fixed.readUInt32LE(14), offset, start: offset + 30 + nameLength + extraLength, pieces: [] };
    same(read(offset, entry.start - offset), header(entry, false), 'ZIP_PROFILE', `local header of [${name}]`);
    const [, messageId, part] = new RegExp(`^(${UUID})/(routing\\.p7s|routing\\.mldsa\\.p7s|manifest\\.p7m|content\\.cob|receipts/\\d{3}\\.p7s)$`).exec(name) ?? refuse('ZIP_PROFILE', `name [${name}]`);
    const kind = SIZES.find(([pattern]) => pattern.test(name))[1], limit = LIMIT[kind];
    must(size <= limit, 'ZIP_LIMIT', `[${name}] has [${size}] octets, at most [${limit}]`);
    held += kind === 'content' ? 0 : size;
    must(held <= LIMIT.held, 'ZIP_LIMIT', `[${held}] octets beside the contents, at most [${LIMIT.held}]`);
    if (messageId !== current) { must(!messages.has(messageId), 'ZIP_PROFILE', `message [${messageId}] twice`); messages.set(current = messageId, []); }
    must(messages.size <= LIMIT.messages, 'ZIP_LIMIT', `more than [${LIMIT.messages}] messages`);
    messages.get(messageId).push({ ...entry, part });
    entries.push(entry);
    let crc = 0;
    for (let at = 0; at < size; at += MiB) {
      const piece = read(entry.start + at, Math.min(MiB, size - at));
      crc = zlib.crc32(piece, crc);
      entry.pieces.push(digest(piece));
    }
    must(crc === entry.crc, 'ZIP_PROFILE', `CRC-32 of [${name}]`);
    offset = entry.start + size;
  }
  const end = ending(entries, offset);
  must(length === offset + end.length && read(offset, end.length).equals(end), 'ZIP_PROFILE', 'the central directory or the end');
  for (const [messageId, parts] of messages) {
    const order = parts.map(({ part }) => part), receipts = order.filter((part) => part.startsWith('receipts/'));
    const second = order[1] === 'routing.mldsa.p7s' ? ['routing.mldsa.p7s'] : [], content = wire && !order.includes('content.cob') ? [] : ['content.cob'];
    const whole = order[0] === 'routing.p7s' ? ['routing.p7s', ...second, 'manifest.p7m', ...content] : [];
    const expected = [...whole, ...receipts.map((_, i) => `receipts/${String(i + 1).padStart(3, '0')}.p7s`)];
    must(String(order) === String(expected), 'ZIP_PROFILE', `message [${messageId}] has the entries [${order}]`);
  }
  return { messages, read };
}

// §8 checks, in order --------------------------------------------------------------------------------------------------

function readReceipt(octets, net) {
  const receipt = readSigned(octets, 'receipt', LIMIT.receipt, RECEIPT), { event, code } = receipt.record;
  must((event === 'REFUSED') === (code !== undefined), 'JSON_MEMBER', `event [${event}] with code [${code}]`);
  must(receipt.record.net === net, 'WRONG_NET', `net [${receipt.record.net}], expected [${net}]`);
  return receipt;
}

/** §10.2: proved by a SIGN key that stands in it. */
function verifyRecord(octets, root) {
  const signed = readSigned(octets, 'key-record', LIMIT.record, RECORD), { net, party, keys, suites, requiredSuite } = signed.record;
  must(net === sha256(root.raw), 'WRONG_NET', `net [${net}]`);
  const uses = keys.map(({ use }) => use);
  must(!suites.includes(2) || (uses.includes('SIGN_MLDSA') && uses.includes('OPEN_MLKEM')), 'KEY_RECORD', 'suite 2 without its keys');
  must(suites.includes(requiredSuite), 'KEY_RECORD', `demands suite [${requiredSuite}] and does not open it`);
  const found = keys.map(({ cert, use }) => {
    const one = certificateIn(Buffer.from(cert, 'base64url'), root);
    must(!one.fault, 'CERTIFICATE', one.fault);
    must(one.party === party && one.use === use, 'KEY_RECORD', `a certificate of [${one.party}] for [${one.use}]`);
    return one;
  });
  const signer = found.find(({ hash, use }) => hash === signed.certificate && use === 'SIGN') ?? refuse('KEY_RECORD', 'not signed by a SIGN key in it');
  proveSigner(signed, party, ['SIGN'], new Date(signer.from).toISOString(), new Map([[signer.hash, signer]]));
}

/** §10.3 */
function verifyAnswer(octets, root, directory) {
  const signed = readSigned(octets, 'directory-answer', LIMIT.answer, ANSWER), { net, by, asOf, until } = signed.record;
  must(asOf < until && Date.parse(until) <= Date.parse(asOf) + DAY, 'DIRECTORY_TIME', `from [${asOf}] until [${until}]`);
  must(net === sha256(root.raw), 'WRONG_NET', `net [${net}]`);
  proveSigner(signed, by, ['RECEIPT'], asOf, directory);
}

/** §10.4: the HMAC that travels with a key request or issued keys. */
function verifyMac(label, { code, party, mac }, net, octets) {
  const key = ascii(code.toUpperCase().replace(/[ -]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1'));
  const expected = crypto.createHmac('sha256', key).update(`cds/1/enrol/${label}\0`).update(Buffer.from(net, 'hex')).update(`${party}\0`).update(octets).digest();
  const found = Buffer.from(mac, 'hex');
  must(found.length === expected.length && crypto.timingSafeEqual(found, expected), 'MAC', 'of another code or other octets');
}
function readEnrolment(octets, shape) {
  must(octets.length <= LIMIT.answer, 'JSON_LIMIT', `[${octets.length}] octets, at most [${LIMIT.answer}]`);
  return json(octets, shape);
}

/** §10.5 */
function verifyRenewal(octets, root, directory, at) {
  const signed = readSigned(octets, 'key-request', LIMIT.record, REQUEST), { net, party } = signed.record;
  must(net === sha256(root.raw), 'WRONG_NET', `net [${net}]`);
  proveSigner(signed, party, ['SIGN'], at, directory);
}

/** §9: whether a receipt is about this message and seal, and a recipient's where it has to be. */
function aboutMessage({ record: { id, from, routing, event, by } }, { record, digest }) {
  must(id === record.id && from === record.from && routing === digest, 'RECEIPT_MISMATCH', 'about another message or seal');
  must(!['DELIVERED', 'OPENED'].includes(event) || record.to.some(({ party }) => party === by), 'RECEIPT_MISMATCH', `[${by}] is no recipient`);
}

function verifyMessage(zip, parts, root, directory, arrival) {
  const net = sha256(root.raw), octets = ({ start, size }) => zip.read(start, size), part = (name) => parts.find((p) => p.part === name);
  const routing = part('routing.p7s') && readSigned(octets(part('routing.p7s')), 'routing', LIMIT.routing, ROUTING), record = routing?.record;
  const messageId = parts[0].name?.slice(0, 36) ?? record.id;
  must(!part('routing.mldsa.p7s'), 'MLDSA_UNEXPECTED', 'suite 1 with a second signature');
  must(!record || record.id === messageId, 'ZIP_PROFILE', `folder [${messageId}] holds message [${record?.id}]`);
  must(!record || record.net === net, 'WRONG_NET', `net [${record?.net}], expected [${net}]`);
  const dropped = [], receipts = parts.filter((p) => p.part.startsWith('receipts/')).flatMap((p) => {
    try { return [proved(p)]; } catch (e) {                                       // §8: it does not count, and hinders no message
      if (!(e instanceof Refused) || !record) throw e;
      dropped.push(`${e.reason}: ${e.message}`);
      return [];
    }
  });
  function proved(p) {
    const receipt = readReceipt(octets(p), net), { event, by, at, id } = receipt.record;
    must(id === messageId, 'RECEIPT_MISMATCH', `[${p.name}] is about another message`);
    if (routing) aboutMessage(receipt, routing);
    proveSigner(receipt, by, USES[event], at, directory);
    return receipt.record;
  }
  if (!record) return { receipts, messageId };
  const proof = receipts.find(({ event }) => event === 'ACCEPTED')?.at ?? arrival;
  proveSigner(routing, record.from, ['SIGN'], proof, directory);
  const sealed = Date.parse(record.sealedAt), expires = Date.parse(record.expires);
  must(sealed <= Date.parse(proof) + 300_000 && sealed < expires && expires <= sealed + 366 * DAY, 'TIME', `sealed [${record.sealedAt}], expires [${record.expires}], proof [${proof}]`);
  must(Date.parse(proof) < expires, 'EXPIRED', `expired [${record.expires}], proof [${proof}]`);
  const manifest = part('manifest.p7m'), content = part('content.cob');
  must(manifest.size === record.manifest.length && sha256(octets(manifest)) === record.manifest.sha256, 'MANIFEST_DIGEST', 'manifest.p7m is not the signed one');
  const enveloped = readEnveloped(octets(manifest));
  const outside = ({ party: whose, cert }) => OUTSIDE.find((one) => one.party === whose && one.hash === cert), due = record.to.map(outside).filter(Boolean);
  for (const { sid, key } of enveloped.transported) {
    const one = due.find(({ issuerAndSerial }) => issuerAndSerial.equals(sid)) ?? refuse('KEY_TRANSPORT', 'a key is sealed to an RSA key that was named for no recipient');
    must(key.length === one.size, 'CMS_FORM', `an encrypted key of [${key.length}] octets, expected [${one.size}]`);
  }
  const reached = due.filter(({ issuerAndSerial }) => enveloped.transported.some(({ sid }) => sid.equals(issuerAndSerial)));
  must(enveloped.transported.length === due.length && reached.length === due.length, 'RECIPIENTS', `[${enveloped.transported.length}] encrypted keys for [${due.length}] outside certificates`);
  const others = record.to.filter((to) => !outside(to));
  must(enveloped.wrapped.length === others.length, 'RECIPIENTS', `[${enveloped.wrapped.length}] wrapped keys for [${others.length}] recipients`);
  others.forEach((to, i) => {
    const known = directory.get(to.cert);
    must(!known || (known.party === to.party && known.use === 'OPEN' && known.issuerAndSerial.equals(enveloped.wrapped[i].sid)), 'RECIPIENTS', `[${to.party}] is not whom the key is wrapped for`);
  });
  must(content.size === record.content.length, 'CONTENT_LENGTH', `content has [${content.size}] octets, signed are [${record.content.length}]`);
  must(sha256(...content.pieces) === record.content.digest, 'CONTENT_DIGEST', 'content.cob is not the signed one');
  return { record, receipts, dropped, enveloped, others, content, messageId };
}

function describe({ record, receipts, dropped = [], messageId }) {
  const lines = record
    ? [`message ${messageId} from ${record.from}, seal ${record.seal}, sealed ${record.sealedAt}, expires ${record.expires}${record.test ? ', TEST' : ''}`, ...record.to.map((r) => `  to ${r.party} (${r.role})`)]
    : [`receipts of message ${messageId}`];
  return [...lines, ...receipts.map((r) => `  ${r.event}${r.code ? ` ${r.code}` : ''} by ${r.by} at ${r.at}`), ...dropped.map((d) => `  receipt dropped, ${d}`)].join('\n');
}

function verify(file, { root: rootFile, certs, at }) {
  const root = firstOf(rootFile), directory = readDirectory(certs, root), zip = readZip(file);
  const verified = [...zip.messages.values()].map((parts) => verifyMessage(zip, parts, root, directory, at ?? new Date().toISOString()));
  return { zip, verified, directory };
}

/** Steps 10 to 13 of §8; nothing stands in the folder before all of them were made. */
async function unseal(zip, { record, enveloped, others, content }, mine, key, out) {
  const isMine = ({ cert, party: whose }) => cert === mine.hash && whose === mine.party;
  must(record.to.some(isMine), 'NOT_FOR_ME', `sealed to [${record.to.map((r) => r.party)}], not to certificate [${mine.hash}] of [${mine.party}]`);
  const { contentKey, octets } = openManifest(enveloped, others.findIndex(isMine), key, mine.size && mine.issuerAndSerial);
  must(sha256(octets) === record.manifestJson, 'MANIFEST_DIGEST', 'the manifest is not the signed one');
  const manifest = json(octets, MANIFEST);
  for (const name of ['v', 'net', 'id', 'from', 'to', 'test', 'suite']) must(canonical([manifest[name]]) === canonical([record[name]]), 'MANIFEST_MISMATCH', `member [${name}]`);
  checkAttachments(manifest.attachments, plainLength(content.size));

  fs.mkdirSync(out, { recursive: true });
  const taken = manifest.attachments.find(({ name }) => fs.existsSync(join(out, name)));
  if (taken) throw new Usage(`[${taken.name}] is already in [${out}]; choose another folder`);
  const staging = fs.mkdtempSync(join(out, '.opening-'));
  try {
    const source = openContent(zip, content, contentKey, record.id), run = runs(source);
    for (const [i, attachment] of manifest.attachments.entries()) {
      const fd = fs.openSync(join(staging, String(i)), 'wx', 0o600);
      try { await expand(attachment, run, fd); } finally { fs.closeSync(fd); }
    }
    const padding = plainLength(content.size) - manifest.attachments.reduce((sum, { stored }) => sum + stored, 0);
    for (const part of run(padding)) must(part.every((octet) => octet === 0), 'PADDING', 'octets behind the last attachment that are not 00');
    for (const last of source) must(last.length === 0, 'CONTENT_LENGTH', 'more plaintext than the length allows');
    manifest.attachments.forEach(({ name }, i) => fs.renameSync(join(staging, String(i)), join(out, name)));
  } finally { fs.rmSync(staging, { recursive: true }); }
  return manifest;
}

async function open(file, options) {
  const { zip, verified } = verify(file, { ...options, certs: options.certs ?? dirname(options.cert) });
  const whole = verified.filter(({ record }) => record && (!options.id || record.id === options.id));
  if (whole.length !== 1) throw new Usage(`[${file}] holds [${whole.length}] such messages, expected one: name it with --id (${whole.map(({ messageId }) => messageId)})`);
  const manifest = await unseal(zip, whole[0], certificate(firstOf(options.cert)), crypto.createPrivateKey(fs.readFileSync(options.key)), options.out);
  console.log([describe(whole[0]), ...Object.entries(manifest.heading).map(([k, v]) => `  ${k}: ${typeof v === 'object' ? canonical(v) : v}`),
    ...manifest.attachments.map((a) => `  ${a.length} octets  ${join(options.out, a.name)}`)].join('\n'));
}

// The corpus of vectors, README.md beside it -------------------------------------------------------------------------------

const headersOf = (lines) => Object.fromEntries(lines.filter((line) => line && !line.startsWith('#')).map((line) => [line.split(': ', 1)[0], line.slice(line.indexOf(': ') + 2)]));
function readVector(folder, name) {
  const lines = fs.readFileSync(join(folder, `${name}.txt`), 'utf8').split('\n'), body = lines.indexOf(''), parts = new Map();
  must(lines[0] === 'cds vector 1', 'VERSION', `[${name}] is no vector of version 1`);
  for (const section of lines.slice(body + 1).join('\n').split(/^--- /m).slice(1)) {
    const [title, ...base64] = section.split('\n'), [part, other] = title.split(' = ');
    parts.set(part, other ? readVector(folder, other).parts.get(part) : Buffer.from(base64.join(''), 'base64'));
  }
  return { ...headersOf(lines.slice(1, body)), parts };
}
function readKeys(folder) {
  const blocks = fs.readFileSync(join(folder, 'keys.txt'), 'utf8').split('\n\n').map((block) => headersOf(block.split('\n')));
  const der = (base64) => Buffer.from(base64, 'base64'), root = new crypto.X509Certificate(der(blocks[0].certificate)), directory = new Map();
  for (const block of blocks.slice(1)) {
    try {
      const one = certificateIn(der(block.certificate), root);
      directory.set(one.hash, { ...one, state: block.state, invalidSince: block['invalid-since'], private: () => crypto.createPrivateKey({ key: der(block['private-key']), format: 'der', type: 'pkcs8' }) });
    } catch (e) { if (!(e instanceof Unable)) throw e; }
  }
  return { root, directory };
}

function readOutside(folder) {
  const { party: whose, certificate: outside, 'private-key': key } = headersOf(fs.readFileSync(join(folder, 'outside.txt'), 'utf8').split('\n')), der = (base64) => Buffer.from(base64, 'base64'), x509 = new crypto.X509Certificate(der(outside));
  const [, serial, , issuer] = inside(inside(values(x509.raw)[0])[0]), [, { body: numbers }] = inside(values(x509.publicKey.export({ format: 'der', type: 'spki' }))[0]);
  const size = values(numbers.subarray(1)).flatMap(inside)[0].body.length - 1;
  return { party: whose, hash: sha256(x509.raw), issuerAndSerial: seq(issuer.raw, serial.raw), size, private: () => crypto.createPrivateKey({ key: der(key), format: 'der', type: 'pkcs8' }) };
}

/** The names of the corpus for the limits of §12. */
const SET = { ROUTING: 'routing', MANIFEST: 'manifest', CONTENT: 'content', ATTACHMENTS: 'attachments', JSON_DEPTH: 'depth', RECEIPT: 'receipt', KEY_RECORD: 'record', ANSWER: 'answer',
  EXPANSION_FREE: 'free', ZIP_HELD: 'held', ZIP_MESSAGES: 'messages', ZIP_ENTRIES: 'entries' };
/** Does work with what a vector sets: a limit, or the outside certificate. */
async function limited(vector, folder, work) {
  OUTSIDE = vector.outside ? [readOutside(folder)] : [];
  const [name, value] = (vector.limit ?? '').split(' '), usual = LIMIT[SET[name]];
  if (name) LIMIT[SET[name] ?? refuse('VERSION', `limit [${name}]`)] = Number(value);
  try { return await work(); } finally { if (name) LIMIT[SET[name]] = usual; }
}

/** Reads the object; returns SHA-256 of its plaintext if it is a message. */
async function judged(vector, { root, directory }, folder) {
  const only = [...vector.parts.values()].at(-1), file = join(folder, 'vector.zip'), net = sha256(root.raw);
  switch (vector.object) {
    case 'certificate': { const { fault } = certificateIn(only, root); must(!fault, 'CERTIFICATE', fault); return; }
    case 'key-record': return verifyRecord(only, root);
    case 'directory-answer': return verifyAnswer(only, root, directory);
    case 'key-request': verifyMac('request', vector, net, only); readEnrolment(only, REQUEST); return;
    case 'issued-keys': verifyMac('answer', vector, net, only); readEnrolment(only, ISSUED); return;
    case 'signed-key-request': return verifyRenewal(only, root, directory, vector.at);
    case 'receipt': {
      const receipt = readReceipt(only, net), { event, by, at } = receipt.record, routing = vector.parts.get('routing.p7s');
      proveSigner(receipt, by, USES[event], at, directory);
      return routing && aboutMessage(receipt, readSigned(routing, 'routing', LIMIT.routing, ROUTING));
    }
    case 'zip': fs.writeFileSync(file, only); readZip(file, vector.form === 'WIRE'); return;
  }
  const all = Buffer.concat([...vector.parts.values()]), zip = { read: (start, size) => all.subarray(start, start + size) }, parts = [];
  for (const [part, octets] of vector.parts) {
    const pieces = Array.from({ length: Math.ceil(octets.length / MiB) }, (_, i) => digest(octets.subarray(i * MiB, (i + 1) * MiB)));
    parts.push({ part, size: octets.length, start: parts.reduce((sum, { size }) => sum + size, 0), pieces });
  }
  const mine = OUTSIDE.find(({ party: whose }) => whose === vector.self) ?? [...directory.values()].find(({ party: whose, use }) => whose === vector.self && use === 'OPEN'), out = join(folder, 'out');
  const { attachments } = await unseal(zip, verifyMessage(zip, parts, root, directory, vector.at), mine, mine.private(), out);
  return sha256(...attachments.map(({ name }) => fs.readFileSync(join(out, name))));
}

async function vectors(folder) {
  const keys = readKeys(folder), wrong = [], unable = [], names = fs.readFileSync(join(folder, 'index.txt'), 'utf8').trim().split('\n');
  for (const name of names) {
    const vector = readVector(folder, name), staging = fs.mkdtempSync(join(tmpdir(), 'vector-'));
    try {
      const plaintext = await limited(vector, folder, () => judged(vector, keys, staging));
      if (vector.expect !== 'valid' || plaintext !== vector.plaintext) wrong.push(`${name}: expected [${vector.expect}], found [valid], plaintext [${plaintext}]`);
    } catch (e) {
      const found = e instanceof Refused ? e.reason : String(e), left = fs.existsSync(join(staging, 'out')) ? fs.readdirSync(join(staging, 'out')) : [];
      if (e instanceof Unable || e instanceof Lacking) unable.push(`${name}: ${e.message}`);
      else if (found !== vector.expect || left.length) wrong.push(`${name}: expected [${vector.expect}], found [${found}]: ${e.message}${left.length ? `, and [${left}] was released` : ''}`);
    } finally { fs.rmSync(staging, { recursive: true }); }
  }
  for (const line of unable) console.log(`not judged ${line}`);
  for (const line of wrong) console.error(`wrong ${line}`);
  console.log(`${names.length} vectors: ${names.length - unable.length - wrong.length} right, ${wrong.length} wrong, ${unable.length} not judged`);
  process.exitCode = wrong.length ? 1 : 0;
}

// Making ----------------------------------------------------------------------------------------------------------------

const PLAIN_HEADING = { subjectCode: 'GENERAL', typeCode: 'AD_HOC', description: '', priority: 'NORMAL', level: 'GENERAL', acknowledge: false };
const padme = (length) => {
  const e = length.toString(2).length - 1, unit = 2 ** (e - e.toString(2).length);
  return length <= 4096 ? 4096 : Math.ceil(length / unit) * unit;
};
const newId = (now) => {
  const octets = crypto.randomBytes(16);
  octets.writeUIntBE(now, 0, 6);
  octets[6] = 0x70 | (octets[6] & 15); octets[8] = 0x80 | (octets[8] & 63);
  return octets.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};
function* octetsOf(file) {
  const fd = fs.openSync(file), buffer = Buffer.alloc(MiB);
  try { for (let n; (n = fs.readSync(fd, buffer)) > 0;) yield Buffer.from(buffer.subarray(0, n)); } finally { fs.closeSync(fd); }
}

/** Deflates a file into the staging folder if its beginning shrinks, and keeps that only within the expansion of §4.4. */
async function attach(file, staging) {
  const name = basename(file), length = fs.statSync(file).size, beginning = octetsOf(file).next().value?.subarray(0, 64 * KiB) ?? Buffer.alloc(0);
  const entry = { name, mediaType: 'application/octet-stream', length, stored: length, compression: 'none' };
  if (zlib.deflateSync(beginning).length >= beginning.length) return { entry, file };
  const deflated = join(staging, newId(Date.now()));
  await pipeline(fs.createReadStream(file), zlib.createDeflate(), fs.createWriteStream(deflated));
  const stored = fs.statSync(deflated).size;
  return stored < length && length <= 200 * stored ? { entry: { ...entry, stored, compression: 'deflate' }, file: deflated } : { entry, file };
}

/** §5.2: writes content.cob and returns what the routing record and the .zip say of it. */
function sealContent(file, plaintext, length, contentKey, messageId) {
  const salt = crypto.randomBytes(24), { key, nonce, commitment } = cobblestone(contentKey, salt, messageId), plain = runs(plaintext);
  const chunks = Math.floor(length / CHUNK) + 1, size = 56 + length + 16 * chunks;
  const sealed = runs((function* () {
    yield Buffer.concat([salt, commitment]);
    for (let k = 0; k < chunks; k++) {
      const cipher = crypto.createCipheriv('aes-256-gcm', key, nonce(k));
      yield Buffer.concat([...[...plain(Math.min(CHUNK, length - k * CHUNK))].map((part) => cipher.update(part)), cipher.final(), cipher.getAuthTag()]);
    }
  })());
  const fd = fs.openSync(file, 'wx', 0o600), pieces = [];
  let crc = 0;
  for (let at = 0; at < size; at += MiB) {
    const piece = Buffer.concat([...sealed(Math.min(MiB, size - at))]);
    fs.writeSync(fd, piece);
    pieces.push(digest(piece));
    crc = zlib.crc32(piece, crc);
  }
  fs.closeSync(fd);
  return { size, crc, file, digest: sha256(...pieces) };
}

function sealManifest(plain, holders) {
  const { privateKey, publicKey } = crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const cek = crypto.randomBytes(32), iv = crypto.randomBytes(12), cipher = crypto.createCipheriv('aes-256-gcm', cek, iv);
  const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()]);
  const wrapped = holders.map(({ issuerAndSerial, key }) => {
    const wrap = crypto.createCipheriv('id-aes256-wrap', keyEncryptionKey(privateKey, key), WRAP_IV);
    return { sid: issuerAndSerial, key: Buffer.concat([wrap.update(cek), wrap.final()]) };
  });
  return authEnvelopedData([], publicKey.export({ format: 'der', type: 'spki' }).subarray(-65), wrapped, iv, ciphertext, cipher.getAuthTag());
}

function sign(kind, content, at, key, signer) {
  const attributes = signedAttributes(kind, content, at, Buffer.from(signer.hash, 'hex')), rsa = key.asymmetricKeyType === 'rsa';
  const signature = crypto.sign('sha256', toBeSigned(attributes), rsa ? { key, padding: crypto.constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 } : key);
  return signedData(contentType(kind), content, signer.issuerAndSerial, attributes, rsa ? PSS : ECDSA, signature);
}

async function make(files, options) {
  const known = (file, use) => {
    const found = certificate(firstOf(file), options.root && firstOf(options.root));
    must(options.forge || (!found.fault && found.use === use), 'CERTIFICATE', found.fault ?? `[${file}] is for [${found.use}], expected [${use}]`);
    return found;
  };
  const signer = known(options['sign-cert'], 'SIGN'), key = crypto.createPrivateKey(fs.readFileSync(options['sign-key'])), now = Date.now();
  must(crypto.createPublicKey(key).equals(signer.key), 'CERTIFICATE', `[${options['sign-key']}] is not the key of [${options['sign-cert']}]`);
  const holders = [['to-cert', 'ORIGINAL'], ['copy-cert', 'COPY']].flatMap(([option, role]) => (options[option] ?? []).map((file) => ({ ...known(file, 'OPEN'), role })))
    .sort((a, b) => (a.party < b.party ? -1 : 1));
  const forged = JSON.parse(options.forge ?? '{}'), checked = (octets, shape) => options.forge || json(octets, shape);
  const write = (value) => Buffer.from((forged.text ?? []).reduce((all, [from, to]) => all.replace(from, to), canonical(value)));
  const common = { v: 1, net: options.net ?? sha256(firstOf(options.root).raw), id: newId(now), from: signer.party, test: options.test ?? false, suite: 1,
    to: holders.map(({ hash, party, role }) => ({ cert: hash, party, role })) };
  const staging = fs.mkdtempSync(join(dirname(options.out), '.making-'));
  try {
    const attached = [];
    for (const file of files) attached.push(await attach(file, staging));
    const attachments = attached.map(({ entry }) => entry), sum = attachments.reduce((total, { stored }) => total + stored, 0), length = padme(sum);
    if (!options.forge) checkAttachments(attachments, length);
    const plaintext = function* () {
      for (const { file } of attached) yield* octetsOf(file);
      for (let left = length - sum; left > 0; left -= MiB) yield Buffer.alloc(Math.min(left, MiB));
    };
    const contentKey = crypto.randomBytes(32), content = sealContent(join(staging, 'content.cob'), plaintext(), length, contentKey, common.id);
    const manifest = { ...common, salt: crypto.randomBytes(32).toString('base64url'), heading: { ...PLAIN_HEADING, ...JSON.parse(options.heading ?? '{}') }, attachments, pad: '', ...forged.manifest };
    if (!forged.manifest?.pad) manifest.pad = '0'.repeat(4095 - ((32 + write(manifest).length + 4095) % 4096));
    const manifestJson = write(manifest), p7m = sealManifest(Buffer.concat([contentKey, manifestJson]), holders);
    const record = { ...common, kind: 'routing', seal: 1, sealedAt: new Date(now).toISOString(),
      expires: new Date(now + Number(options['expires-days'] ?? 30) * DAY).toISOString(), manifest: { length: p7m.length, sha256: sha256(p7m) },
      content: { digest: content.digest, length: content.size }, manifestJson: sha256(manifestJson), ...forged.routing }, routing = write(record);
    checked(manifestJson, MANIFEST);
    checked(routing, ROUTING);
    const p7s = sign('routing', routing, record.sealedAt, key, signer);
    const part = (name, octets) => ({ name: `${common.id}/${name}`, size: octets.length, crc: zlib.crc32(octets), octets });
    writeZip(options.out, join(staging, 'zip'), [part('routing.p7s', p7s), part('manifest.p7m', p7m), { ...content, name: `${common.id}/content.cob` }]);
  } finally { fs.rmSync(staging, { recursive: true }); }
  console.log(`message ${common.id} from ${common.from} to ${common.to.map(({ party }) => party)}: ${options.out}`);
}

function writeZip(out, temporary, entries) {
  const fd = fs.openSync(temporary, 'wx');
  let offset = 0;
  const write = (octets) => { fs.writeSync(fd, octets); offset += octets.length; };
  for (const entry of entries) {
    entry.offset = offset;
    write(header(entry, false));
    for (const octets of entry.octets ? [entry.octets] : octetsOf(entry.file)) write(octets);
  }
  write(ending(entries, offset));
  fs.closeSync(fd);
  fs.renameSync(temporary, out);
}

// The command line --------------------------------------------------------------------------------------------------------

const COMMANDS = { verify: ['root', 'certs'], open: ['root', 'key', 'cert', 'out'], make: ['sign-key', 'sign-cert', 'to-cert', 'out'], vectors: [] };
async function main([command, ...args]) {
  const needed = COMMANDS[command];
  if (!needed) throw new Usage(command ? `no command [${command}]` : 'a command is missing');
  const one = { type: 'string' }, many = { type: 'string', multiple: true };
  const { values: options, positionals } = parseArgs({ args, allowPositionals: true, options: { root: one, certs: one, at: one, key: one, cert: one, out: one, id: one,
    'sign-key': one, 'sign-cert': one, 'to-cert': many, 'copy-cert': many, net: one, heading: one, forge: one, 'expires-days': one, test: { type: 'boolean' } } });
  const missing = needed.filter((name) => options[name] === undefined);
  if (missing.length) throw new Usage(`[${command}] needs ${missing.map((name) => `--${name}`).join(' and ')}`);
  if (command === 'make') return options.root || options.net ? make(positionals, options) : Promise.reject(new Usage('[make] needs --root or --net'));
  if (positionals.length !== 1) throw new Usage(`[${command}] needs one ${command === 'vectors' ? 'folder' : '.zip'}, not [${positionals.length}]`);
  if (command === 'vectors') return vectors(positionals[0]);
  if (options.at) time(options.at, '--at');
  if (command === 'open') return open(positionals[0], options);
  return console.log(verify(positionals[0], options).verified.map(describe).join('\n'));
}

main(process.argv.slice(2)).catch((e) => {
  const usage = e instanceof Usage || e.code?.startsWith('ERR_PARSE_ARGS');
  console.error(e instanceof Refused ? `refused ${e.reason}: ${e.message}` : usage ? `${e.message}\n${USAGE}` : `failed: ${e.message}`);
  process.exitCode = e instanceof Refused ? 1 : usage ? 2 : 3;
});
