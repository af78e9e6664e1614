using System.Globalization;
using System.Text;
using EdgeActors.Grpc.Agent;
using EdgeActors.Grpc.Agent.Capture;
using EdgeActors.Protocol.Agent;
using EdgeActors.Protocol.Grpc;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;

namespace EdgeActors.Specs.Grpc.Agent.Capture;

public sealed class CaptureRequestParserSpecs
{
    private const ulong Seed = 20261122;

    private static readonly CaptureRequestOptions Limits = new();

    private static Arbitrary<int> Seeds { get; } = Gen.Choose(0, int.MaxValue - 1).ToArbitrary();

    [Fact]
    public void Reads_what_the_generated_code_reads_however_it_is_cut() => Check.One(
        Checks(300),
        Prop.ForAll(Seeds, seed =>
        {
            byte[] message = WellFormed(new Random(seed));
            string expected = Expected(CaptureDataRequest.Parser.ParseFrom(message));

            Assert.All([int.MaxValue, 1, 7, (seed % 500) + 1], piece => Assert.Equal(expected, Read(message, piece)));
        }));

    [Fact]
    public void Spoilt_messages_end_in_a_status_and_no_memory_is_lost() => Check.One(
        Checks(3000),
        Prop.ForAll(Seeds, seed =>
        {
            Random random = new(seed);
            byte[] message = WellFormed(random);
            for (int faults = random.Next(1, 4); faults > 0 && message.Length > 0; faults--)
            {
                int at = random.Next(message.Length);
                message = random.Next(3) switch
                {
                    0 => [.. message[..at], (byte)random.Next(256), .. message[(at + 1)..]],
                    1 => message[..at],
                    _ => [.. message[..at], .. message[(at + random.Next(message.Length - at))..]],
                };
            }

            try
            {
                Read(message, (seed % 50) + 1);
            }
            catch (GrpcException refused)
            {
                Assert.Contains(
                    refused.Code, (GrpcStatusCode[])[GrpcStatusCode.Internal, GrpcStatusCode.InvalidArgument, GrpcStatusCode.ResourceExhausted]);
            }
        }));

    private static Config Checks(int count) => Config.QuickThrowOnFailure.WithMaxTest(count).WithReplay(Seed, 1);

    private static string Read(byte[] message, int piece)
    {
        CaptureMemory memory = new(Limits);
        CaptureRequestParser parser;
        using (CaptureMemory.Share share = memory.Open())
        {
            parser = new CaptureRequestParser(share, new PredictNames(), Limits);
            FakeUnaryCall.Feed(parser, message, piece);
        }

        Assert.Equal(0, memory.InUse);
        StringBuilder text = new();
        text.AppendLine(CultureInfo.InvariantCulture, $"{parser.ModelHandle}|{parser.ModelName}|{System.Text.Encoding.UTF8.GetString(parser.CaptureId)}");
        text.AppendLine(CultureInfo.InvariantCulture, $"{parser.Seconds} {parser.Nanos}");
        foreach (CaptureItemDraft item in parser.Items.OrderBy(item => item.Kind))
        {
            string data = item.Range is { } range ? $"{range.Segment} {range.Offset} {range.Size}" : Convert.ToHexString(item.Bytes ?? []);
            string metadata = item.HasMetadata ? $"{item.Type} [{string.Join(',', item.Shape)}]" : $"{item.Encoding}";
            text.AppendLine(CultureInfo.InvariantCulture, $"{item.Kind} {item.Name} {metadata} {data}");
        }

        return text.ToString();
    }

    private static string Expected(CaptureDataRequest request)
    {
        StringBuilder text = new();
        text.AppendLine(CultureInfo.InvariantCulture, $"{request.ModelHandle}|{request.ModelName}|{request.CaptureId}");
        text.AppendLine(CultureInfo.InvariantCulture, $"{request.InferenceTimestamp?.Seconds ?? 0} {request.InferenceTimestamp?.Nanos ?? 0}");
        AddTensors(text, "InputTensor", request.InputTensors);
        AddTensors(text, "OutputTensor", request.OutputTensors);
        AddAuxiliaries(text, "AuxiliaryInput", request.Inputs);
        AddAuxiliaries(text, "AuxiliaryOutput", request.Outputs);
        return text.ToString();
    }

    private static void AddTensors(StringBuilder text, string kind, IEnumerable<Tensor> tensors)
    {
        foreach (Tensor tensor in tensors)
        {
            TensorMetadata? sent = tensor.TensorMetadata;
            string metadata = sent is null ? "0" : $"{(int)sent.DataType} [{string.Join(',', sent.Shape)}]";
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"{kind} {sent?.Name.ToStringUtf8()} {metadata} {Data(tensor.SharedMemoryHandle, tensor.ByteData)}");
        }
    }

    private static void AddAuxiliaries(StringBuilder text, string kind, IEnumerable<AuxilaryData> data)
    {
        foreach (AuxilaryData datum in data)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"{kind} {datum.Name} {(int)datum.Encoding} {Data(datum.SharedMemoryHandle, datum.ByteData)}");
        }
    }

    private static string Data(SharedMemoryHandle? handle, ByteString bytes) =>
        handle is null ? Convert.ToHexString(bytes.Span) : $"{handle.SegmentId} {handle.Offset} {handle.Size}";

    private static byte[] WellFormed(Random random)
    {
        using MemoryStream stream = new();
        // Concatenated messages merge: protobuf allows it, and it repeats scalar fields.
        for (int part = random.Next(3); part >= 0; part--)
        {
            CaptureRequestSamples.Some(random).WriteTo(stream);
        }

        return stream.ToArray();
    }
}
