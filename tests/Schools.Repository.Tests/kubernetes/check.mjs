// Reads objects as YAML from standard input and writes them as JSON: [{ "object": …, "problems": ["…"] }, …].
// The schemas name no end of the permitted fields, but their validators read every field they know: what none of them read is unknown.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parseAllDocuments } from 'yaml';

const require = createRequire(import.meta.url);

function schemaOf(object) {
  try {
    return require(`kubernetes-models/${object.apiVersion}`)[object.kind];
  } catch {
    return undefined;
  }
}

// One proxy for each object: what is read twice keeps the fields of both readings.
function watched(value, read) {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (!read.has(value)) {
    const fields = new Set();
    const proxy = new Proxy(value, {
      get(target, field) {
        fields.add(field);
        return watched(target[field], read);
      },
    });
    read.set(value, { fields, proxy });
  }
  return read.get(value).proxy;
}

function* unread(value, path, read) {
  if (typeof value !== 'object' || value === null) {
    return;
  }
  for (const field of Object.keys(value)) {
    const here = `${path}/${field}`;
    if (Array.isArray(value) || read.get(value)?.fields.has(field)) {
      yield* unread(value[field], here, read);
    } else {
      yield `${here} is not a field of the schema`;
    }
  }
}

function problems(object) {
  const schema = schemaOf(object);
  if (schema === undefined) {
    return [`no schema for ${object.apiVersion} ${object.kind}`];
  }
  const read = new WeakMap();
  try {
    schema.prototype.validate.call(watched(object, read));
  } catch (refused) {
    return [refused.message];
  }
  return [...unread(object, '', read)];
}

const documents = parseAllDocuments(readFileSync(0, 'utf8'));
const checked = documents.map((document) => {
  const object = document.toJS({ maxAliasCount: 100 });
  return { object, problems: [...document.errors.map((error) => error.message), ...problems(object)] };
});
process.stdout.write(JSON.stringify(checked));
