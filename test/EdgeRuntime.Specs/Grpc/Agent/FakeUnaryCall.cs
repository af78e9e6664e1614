using System.Buffers;
using System.IO.Pipelines;
using EdgeActors.Grpc.Transport;
using Google.Protobuf;

namespace EdgeActors.Specs.Grpc.Agent;

/// <summary>A call whose request arrives in pieces of a given size and whose answer is collected as the transport would send it.</summary>
internal sealed class FakeUnaryCall(byte[] request, int piece = int.MaxValue) : UnaryCall, IDisposable
{
    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: 64 * 1024, resumeWriterThreshold: 32 * 1024));
    private readonly CancellationTokenSource _aborted = new();

    public FakeUnaryCall(IMessage request)
        : this(request.ToByteArray())
    {
    }

    public override CancellationToken Aborted => _aborted.Token;

    public override PipeWriter Body => _pipe.Writer;

    public long? AnnouncedLength { get; private set; }

    /// <summary>The request was taken to its end.</summary>
    public bool WasRead { get; private set; }

    public override ValueTask ReadAsync(IMessageParser parser)
    {
        Feed(parser, request, piece);
        WasRead = true;
        return ValueTask.CompletedTask;
    }

    public override void StartResponse(long length) => AnnouncedLength = length;

    public void Dispose() => _aborted.Dispose();

    public void Abort() => _aborted.Cancel();

    public void StopReading() => _pipe.Reader.Complete();

    /// <summary>Runs the method while reading its answer.</summary>
    public async Task<byte[]> AnswerOfAsync(IUnaryMethod method)
    {
        Task<byte[]> answer = CollectAsync();
        try
        {
            await method.InvokeAsync(this);
        }
        finally
        {
            await _pipe.Writer.CompleteAsync();
        }

        byte[] bytes = await answer;
        Assert.Equal(AnnouncedLength, bytes.Length);
        return bytes;
    }

    public static void Feed(IMessageParser parser, byte[] message, int piece)
    {
        parser.Start(message.Length);
        int taken = 0;
        int arrived = 0;
        while (true)
        {
            arrived = (int)Math.Min((long)arrived + piece, message.Length);
            ReadOnlySequence<byte> bytes = Segmented(message.AsMemory(taken, arrived - taken), piece);
            bool last = arrived == message.Length;
            taken += (int)bytes.Slice(0, parser.Parse(bytes, last)).Length;
            if (last)
            {
                Assert.Equal(message.Length, taken);
                return;
            }
        }
    }

    private static ReadOnlySequence<byte> Segmented(ReadOnlyMemory<byte> bytes, int piece)
    {
        if (bytes.Length <= piece)
        {
            return new ReadOnlySequence<byte>(bytes);
        }

        Segment first = new(bytes[..piece], 0);
        Segment last = first;
        for (int at = piece; at < bytes.Length; at += piece)
        {
            last = last.Append(bytes[at..Math.Min(at + piece, bytes.Length)]);
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private async Task<byte[]> CollectAsync()
    {
        using MemoryStream collected = new();
        await _pipe.Reader.CopyToAsync(collected);
        return collected.ToArray();
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, long index) => (Memory, RunningIndex) = (memory, index);

        public Segment Append(ReadOnlyMemory<byte> memory)
        {
            Segment next = new(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
