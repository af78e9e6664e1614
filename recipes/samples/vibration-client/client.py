"""A client of the edge agent as a Greengrass component: what programs for the old agent do, in the order they do it.

It waits for the socket, loads the model of another component, asks for the model's tensors, then predicts and captures until SIGTERM,
and unloads the model. agent_pb2 is generated from agent.proto when the artifact is packed (recipes/render).
"""
import array
import math
import os
import random
import signal
import sys
import threading
import time
import uuid

import grpc

import agent_pb2 as pb

SOCKET = os.environ['AGENT_SOCKET']
# Relative to the agent's work folder, beside which the model component has its own.
MODEL_URL = '../' + os.environ['MODEL_COMPONENT']
PERIOD = float(os.environ['PERIOD_SECONDS'])
NAME = 'vibration-monitor'
CONDITIONS = ('healthy', 'imbalance', 'misalignment', 'bearing fault')
SAMPLE_RATE = 2560
CALL_LIMIT = 30

stopping = threading.Event()


def wait_for(path):
    while not os.path.exists(path):
        print('waiting for', path)
        if stopping.wait(1):
            sys.exit(0)


def method(channel, name):
    request, answer = getattr(pb, name + 'Request'), getattr(pb, name + 'Response')
    call = channel.unary_unary('/AWS.SageMaker.Edge.Agent/' + name, request_serializer=request.SerializeToString,
                               response_deserializer=answer.FromString)
    return lambda **fields: call(request(**fields), timeout=CALL_LIMIT, wait_for_ready=True)


def load(channel):
    try:
        method(channel, 'LoadModel')(url=MODEL_URL, name=NAME)
    except grpc.RpcError as refusal:
        # An earlier life of this client, or another one, has loaded it.
        if refusal.code() != grpc.StatusCode.ALREADY_EXISTS:
            raise
    return method(channel, 'DescribeModel')(name=NAME).model


def window(samples):
    """Stands for an accelerometer on a machine that turns 30 times a second and is out of balance every other time."""
    once = random.choice((0.2, 1.4))
    angles = (2 * math.pi * 30 * i / SAMPLE_RATE for i in range(samples))
    return array.array('f', (once * math.sin(angle) + 0.08 * random.gauss(0, 1) for angle in angles)).tobytes()


def observe(channel, model):
    described = model.input_tensor_metadatas[0]
    samples = described.shape[-1]
    tensor = pb.Tensor(byte_data=window(samples), tensor_metadata=pb.TensorMetadata(
        name=described.name, data_type=described.data_type, shape=[1, samples]))
    outputs = method(channel, 'Predict')(name=NAME, tensors=[tensor]).tensors
    probabilities = array.array('f', outputs[0].byte_data)
    best = max(range(len(probabilities)), key=probabilities.__getitem__)
    capture = str(uuid.uuid4())
    moment = time.time()
    request = dict(model_name=NAME, capture_id=capture, input_tensors=[tensor], output_tensors=outputs)
    method(channel, 'CaptureData')(inference_timestamp={'seconds': int(moment)}, **request)
    print('%s, %.0f %%, captured as %s' % (CONDITIONS[best], 100 * probabilities[best], capture))


def main():
    for sent in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sent, lambda *_: stopping.set())
    wait_for(SOCKET)
    with grpc.insecure_channel('unix://' + SOCKET, [('grpc.enable_http_proxy', 0)]) as channel:
        model = load(channel)
        print('loaded', model.name, 'from', MODEL_URL)
        while not stopping.is_set():
            observe(channel, model)
            stopping.wait(PERIOD)
        method(channel, 'UnLoadModel')(name=NAME)
        print('unloaded', NAME)


if __name__ == '__main__':
    main()
