using EdgeActors.Grpc.Agent.Capture;
using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Wire;
using Google.Protobuf.Reflection;

namespace EdgeActors.Specs.Grpc.Agent.Capture;

public sealed class CaptureTagsSpecs
{
    [Theory]
    [InlineData(typeof(CaptureDataRequest), "model_name", CaptureTags.ModelName)]
    [InlineData(typeof(CaptureDataRequest), "capture_id", CaptureTags.CaptureId)]
    [InlineData(typeof(CaptureDataRequest), "inference_timestamp", CaptureTags.Timestamp)]
    [InlineData(typeof(CaptureDataRequest), "input_tensors", CaptureTags.InputTensor)]
    [InlineData(typeof(CaptureDataRequest), "output_tensors", CaptureTags.OutputTensor)]
    [InlineData(typeof(CaptureDataRequest), "inputs", CaptureTags.AuxiliaryInput)]
    [InlineData(typeof(CaptureDataRequest), "outputs", CaptureTags.AuxiliaryOutput)]
    [InlineData(typeof(CaptureDataRequest), "model_handle", CaptureTags.ModelHandle)]
    [InlineData(typeof(Timestamp), "seconds", CaptureTags.TimestampSeconds)]
    [InlineData(typeof(Timestamp), "nanos", CaptureTags.TimestampNanos)]
    [InlineData(typeof(AuxilaryData), "name", CaptureTags.AuxiliaryName)]
    [InlineData(typeof(AuxilaryData), "encoding", CaptureTags.AuxiliaryEncoding)]
    [InlineData(typeof(AuxilaryData), "byte_data", CaptureTags.AuxiliaryBytes)]
    [InlineData(typeof(AuxilaryData), "shared_memory_handle", CaptureTags.AuxiliarySegment)]
    public void Tags_are_those_of_the_protocol(Type message, string field, uint tag)
    {
        MessageDescriptor descriptor = AgentReflection.Descriptor.MessageTypes.Single(type => type.ClrType == message);
        FieldDescriptor declared = descriptor.FindFieldByName(field);
        bool isInteger = declared.FieldType is FieldType.Enum or FieldType.Int32 or FieldType.Int64;

        Assert.Equal(WireTag.Of(declared.FieldNumber, isInteger ? WireType.Varint : WireType.Delimited), tag);
    }
}
