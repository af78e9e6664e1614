"""The flow that clients of the old agent follow, with Debian's grpcio and generated messages.

    canonical.py SOCKET STUBS MODEL_FOLDER INPUT OUTPUT [AUTHORITY]
"""
import ctypes
import struct
import sys
import time

socket, stubs, folder, input_file, output_file = sys.argv[1:6]
sys.path.insert(0, stubs)
import grpc  # noqa: E402
import agent_pb2 as pb  # noqa: E402

options = [('grpc.enable_http_proxy', 0)]
if len(sys.argv) > 6:
    options.append(('grpc.default_authority', sys.argv[6]))
channel = grpc.insecure_channel('unix://' + socket, options)


def call(name, request, answer):
    method = channel.unary_unary('/AWS.SageMaker.Edge.Agent/' + name, request_serializer=type(request).SerializeToString,
                                 response_deserializer=answer.FromString)
    return method(request, timeout=30)


def refused(code, name, request, answer):
    try:
        call(name, request, answer)
    except grpc.RpcError as e:
        assert e.code() == code, (name, e.code(), e.details())
        assert len(e.details()) > 10, 'a refusal says why: ' + e.details()
        return
    raise AssertionError(name + ' was not refused')


def floats(data):
    return struct.unpack('<%df' % (len(data) // 4), data)


def check(tensors):
    want = floats(open(output_file, 'rb').read())
    got = floats(tensors[0].byte_data)
    assert len(got) == len(want) and all(abs(a - b) <= 1e-3 + 1e-3 * abs(b) for a, b in zip(got, want)), (got, want)


class Segment:
    """A System V segment as the vendor's examples make one: written, then read-only for everyone, size left 0 in the request."""

    def __init__(self, data):
        libc = self.libc = ctypes.CDLL(None, use_errno=True)
        libc.shmat.restype = ctypes.c_void_p
        self.id = libc.shmget(0, len(data), 0o1600)
        address = libc.shmat(self.id, None, 0)
        ctypes.memmove(address, data, len(data))
        libc.shmdt(ctypes.c_void_p(address))

    def mode(self, mode):
        status = ctypes.create_string_buffer(256)
        assert self.libc.shmctl(self.id, 2, status) == 0
        struct.pack_into('<I', status, 20, mode)
        assert self.libc.shmctl(self.id, 1, status) == 0

    def remove(self):
        self.libc.shmctl(self.id, 0, None)


name = 'mnist'
refused(grpc.StatusCode.NOT_FOUND, 'UnLoadModel', pb.UnLoadModelRequest(name=name), pb.UnLoadModelResponse)
loaded = call('LoadModel', pb.LoadModelRequest(url=folder, name=name), pb.LoadModelResponse).model
assert (loaded.name, loaded.handle, loaded.url) == (name, name, folder), loaded
refused(grpc.StatusCode.ALREADY_EXISTS, 'LoadModel', pb.LoadModelRequest(url=folder, name=name), pb.LoadModelResponse)
assert [m.name for m in call('ListModels', pb.ListModelsRequest(), pb.ListModelsResponse).models] == [name]
model = call('DescribeModel', pb.DescribeModelRequest(name=name), pb.DescribeModelResponse).model

data = open(input_file, 'rb').read()
request = pb.PredictRequest(name=name, tensors=[pb.Tensor(tensor_metadata=model.input_tensor_metadatas[0], byte_data=data)])
answer = call('Predict', request, pb.PredictResponse)
assert answer.tensors[0].tensor_metadata.name == model.output_tensor_metadatas[0].name
assert answer.tensors[0].WhichOneof('data') == 'byte_data'
check(answer.tensors)



def capture(capture_id, tensor, **more):
    request = pb.CaptureDataRequest(model_name=name, capture_id=capture_id, input_tensors=[tensor], output_tensors=answer.tensors, **more)
    call('CaptureData', request, pb.CaptureDataResponse)
    return request


def stored(capture_id):
    late = time.monotonic() + 30
    while True:
        status = call('GetCaptureDataStatus', pb.GetCaptureDataStatusRequest(capture_id=capture_id), pb.GetCaptureDataStatusResponse).status
        if status == pb.SUCCESS:
            return
        assert status == pb.IN_PROGRESS and time.monotonic() < late, (capture_id, status)
        time.sleep(0.05)


segment = Segment(data)
try:
    shared = pb.Tensor(tensor_metadata=model.input_tensor_metadatas[0])
    shared.shared_memory_handle.segment_id = segment.id
    writable = pb.PredictRequest(name=name, tensors=[shared])
    refused(grpc.StatusCode.INVALID_ARGUMENT, 'Predict', writable, pb.PredictResponse)
    segment.mode(0o400)
    check(call('Predict', writable, pb.PredictResponse).tensors)
    by_memory = capture('python-shared', shared, inference_timestamp=pb.Timestamp(seconds=1700000000, nanos=5))
finally:
    segment.remove()

by_handle = pb.PredictRequest(name='ignored', handle=name, tensors=request.tensors)
check(call('Predict', by_handle, pb.PredictResponse).tensors)
note = pb.AuxilaryData(name='note', encoding=pb.JSON, byte_data=b'{"line": 7}')
by_bytes = capture('python-bytes', request.tensors[0], inputs=[note])
for accepted in (by_memory, by_bytes):
    stored(accepted.capture_id)
refused(grpc.StatusCode.ALREADY_EXISTS, 'CaptureData', by_bytes, pb.CaptureDataResponse)
refused(grpc.StatusCode.NOT_FOUND, 'GetCaptureDataStatus', pb.GetCaptureDataStatusRequest(capture_id='never'), pb.GetCaptureDataStatusResponse)
call('UnLoadModel', pb.UnLoadModelRequest(name=name), pb.UnLoadModelResponse)
refused(grpc.StatusCode.NOT_FOUND, 'Predict', request, pb.PredictResponse)
print('canonical flow passed')
