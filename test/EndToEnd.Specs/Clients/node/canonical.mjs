// The flow that clients of the old agent follow, with grpc-js.
//   node canonical.mjs SOCKET PROTO MODEL_FOLDER INPUT OUTPUT
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import grpc from '@grpc/grpc-js';
import loader from '@grpc/proto-loader';

const [socket, proto, folder, inputFile, outputFile] = process.argv.slice(2);
const edge = grpc.loadPackageDefinition(loader.loadSync(proto, { keepCase: true, enums: Number })).AWS.SageMaker.Edge;
const agent = new edge.Agent('unix://' + socket, grpc.credentials.createInsecure());

const call = (method, request) => new Promise((resolve, reject) =>
  agent[method](request, { deadline: Date.now() + 30_000 }, (error, answer) => (error ? reject(error) : resolve(answer))));
const refused = (code, method, request) => assert.rejects(call(method, request), (error) => error.code === code && error.details.length > 10);

const name = 'mnist-node';
const data = readFileSync(inputFile);
const want = readFileSync(outputFile);
await refused(grpc.status.NOT_FOUND, 'UnLoadModel', { name });
const { model: loaded } = await call('LoadModel', { url: folder, name });
assert.deepEqual([loaded.name, loaded.handle, loaded.url], [name, name, folder]);
await refused(grpc.status.ALREADY_EXISTS, 'LoadModel', { url: folder, name });
const { models } = await call('ListModels', {});
assert.deepEqual(models.map((m) => m.name), [name]);
const { model } = await call('DescribeModel', { name });

const tensors = [{ tensor_metadata: model.input_tensor_metadatas[0], byte_data: new Uint8Array(data) }];
const check = (answer) => {
  const got = answer.tensors[0].byte_data;
  assert.equal(got.length, want.length);
  for (let i = 0; i < want.length; i += 4) {
    const [a, b] = [got.readFloatLE(i), want.readFloatLE(i)];
    assert.ok(Math.abs(a - b) <= 1e-3 + 1e-3 * Math.abs(b), `${a} for ${b}`);
  }
};
check(await call('Predict', { name, tensors }));
check(await call('Predict', { name: 'ignored', handle: name, tensors }));
await Promise.all(Array.from({ length: 32 }, async () => check(await call('Predict', { name, tensors }))));
await refused(grpc.status.INVALID_ARGUMENT, 'Predict', { name, tensors: [] });

const { tensors: outputs } = await call('Predict', { name, tensors });
const capture = {
  model_name: name,
  capture_id: 'node-bytes',
  input_tensors: tensors,
  output_tensors: outputs,
  inputs: [{ name: 'note', encoding: 1, byte_data: new TextEncoder().encode('{"line": 7}') }],
};
const [success, inProgress] = [1, 2];
await call('CaptureData', capture);
for (const late = Date.now() + 30_000; ;) {
  const { status } = await call('GetCaptureDataStatus', { capture_id: capture.capture_id });
  if (status === success) break;
  assert.ok(status === inProgress && Date.now() < late, `status ${status}`);
  await new Promise((resolve) => setTimeout(resolve, 50));
}
await refused(grpc.status.ALREADY_EXISTS, 'CaptureData', capture);
await refused(grpc.status.NOT_FOUND, 'GetCaptureDataStatus', { capture_id: 'never' });
await call('UnLoadModel', { name });
await refused(grpc.status.NOT_FOUND, 'Predict', { name, tensors });
agent.close();
console.log('canonical flow passed');
