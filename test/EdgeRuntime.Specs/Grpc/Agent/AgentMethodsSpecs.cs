using EdgeActors.Grpc.Agent;
using EdgeActors.Grpc.Agent.Capture;
using EdgeActors.Models.Tensors;
using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Wire;
using EdgeActors.SharedMemory;
using EdgeActors.Specs.Grpc.Agent.Capture;
using EdgeActors.Specs.SharedMemory;
using Google.Protobuf.Reflection;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeActors.Specs.Grpc.Agent;

public sealed class AgentMethodsSpecs
{
    [Fact]
    public void All_methods_of_the_service_are_served()
    {
        using TensorMemory memory = new(1, 0);
        using CaptureCalls calls = new();
        FakeSystemV system = new();
        using AttachedSegments attached = new(system, new SharedMemoryOptions(), TimeProvider.System, NullLogger<AttachedSegments>.Instance);

        IEnumerable<string> served = AgentMethods
            .Of(new FakePredictor(), new FakeModelControl(null), memory, new SharedMemoryTensors(system, attached, memory), new AgentOptions())
            .Append(calls.Method)
            .Append(new GetCaptureDataStatusMethod(calls.Buffer, new AgentOptions(), calls.Options))
            .Select(method => method.Path);

        ServiceDescriptor service = Assert.Single(AgentReflection.Descriptor.Services);
        Assert.Equal(service.Methods.Select(method => $"/{service.FullName}/{method.Name}").Order(), served.Order());
    }

    [Theory]
    [InlineData(typeof(PredictRequest), "name", PredictTags.RequestName)]
    [InlineData(typeof(PredictRequest), "tensors", PredictTags.RequestTensor)]
    [InlineData(typeof(PredictRequest), "handle", PredictTags.RequestHandle)]
    [InlineData(typeof(PredictResponse), "tensors", PredictTags.ResponseTensor)]
    [InlineData(typeof(Tensor), "tensor_metadata", PredictTags.TensorMetadata)]
    [InlineData(typeof(Tensor), "byte_data", PredictTags.TensorBytes)]
    [InlineData(typeof(Tensor), "shared_memory_handle", PredictTags.TensorSegment)]
    [InlineData(typeof(TensorMetadata), "name", PredictTags.MetadataName)]
    [InlineData(typeof(TensorMetadata), "data_type", PredictTags.MetadataType)]
    [InlineData(typeof(TensorMetadata), "shape", PredictTags.MetadataShape)]
    [InlineData(typeof(SharedMemoryHandle), "size", PredictTags.SegmentSize)]
    [InlineData(typeof(SharedMemoryHandle), "offset", PredictTags.SegmentOffset)]
    [InlineData(typeof(SharedMemoryHandle), "segment_id", PredictTags.SegmentId)]
    public void Tags_are_those_of_the_protocol(Type message, string field, uint tag)
    {
        MessageDescriptor descriptor = AgentReflection.Descriptor.MessageTypes.Single(type => type.ClrType == message);
        FieldDescriptor declared = descriptor.FindFieldByName(field);
        bool isInteger = !declared.IsRepeated && declared.FieldType is FieldType.Enum or FieldType.UInt64;

        Assert.Equal(WireTag.Of(declared.FieldNumber, isInteger ? WireType.Varint : WireType.Delimited), tag);
    }
}
