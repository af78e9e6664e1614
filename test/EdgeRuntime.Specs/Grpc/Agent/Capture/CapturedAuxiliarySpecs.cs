using EdgeActors.Capture;
using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Grpc;
using Google.Protobuf;

namespace EdgeActors.Specs.Grpc.Agent.Capture;

public sealed class CapturedAuxiliarySpecs
{
    [Theory]
    [InlineData("picture.jpg", Encoding.Csv, "csv", false)]
    [InlineData("boxes", Encoding.Json, "json", false)]
    [InlineData("picture.JPG", Encoding.None, "jpg", false)]
    [InlineData("overlay.mask.png", Encoding.None, "png", false)]
    [InlineData("picture", Encoding.None, "bin", false)]
    [InlineData("odd.", Encoding.None, "bin", false)]
    [InlineData("odd./../x", Encoding.None, "bin", false)]
    [InlineData("odd.abcdefghijklmnopq", Encoding.None, "bin", false)]
    [InlineData("", Encoding.None, "bin", false)]
    [InlineData("picture.png", Encoding.Base64, "png", true)]
    public async Task Content_type_is_the_encoding_or_the_names_extension(string name, Encoding encoding, string content, bool isBase64)
    {
        using CaptureCalls calls = new();
        CaptureDataRequest request = CaptureCalls.Good();
        request.Outputs.Add(new AuxilaryData { Name = name, Encoding = encoding, ByteData = ByteString.CopyFromUtf8("AAEC") });

        CaptureDraftItem item = Assert.Single((await calls.AcceptAsync(request)).Items);

        Assert.Equal(
            (CaptureItemKind.AuxiliaryOutput, name, content, isBase64, 4),
            (item.Kind, item.Name, item.ContentType, item.IsBase64, item.Data.Length));
    }

    [Theory]
    [InlineData((Encoding)4, "has the encoding 4, which the API does not know")]
    [InlineData(Encoding.Base64, "its bytes are no base64 text")]
    public async Task Encoding_that_cannot_be_is_refused(Encoding encoding, string expected)
    {
        using CaptureCalls calls = new();
        CaptureDataRequest request = CaptureCalls.Good();
        request.Inputs.Add(new AuxilaryData { Name = "x\u001b[2J", Encoding = encoding, ByteData = ByteString.CopyFromUtf8("{}") });

        GrpcException refused = await calls.RefuseAsync(request);

        Assert.Equal(GrpcStatusCode.InvalidArgument, refused.Code);
        Assert.StartsWith("the auxiliary input 'x\\u001B[2J' ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shared_memory_without_a_size_is_taken_to_its_end()
    {
        using CaptureCalls calls = new();
        CaptureDataRequest request = CaptureCalls.Good();
        request.Inputs.Add(new AuxilaryData
        {
            Encoding = Encoding.None,
            SharedMemoryHandle = new SharedMemoryHandle { SegmentId = CaptureCalls.Segment, Offset = 60 },
        });

        CaptureDraftItem item = Assert.Single((await calls.AcceptAsync(request)).Items);

        Assert.Equal([60, 61, 62, 63], item.Data.ToArray());
    }
}
