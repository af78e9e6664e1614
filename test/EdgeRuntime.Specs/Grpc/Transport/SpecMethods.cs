using System.Buffers;
using EdgeActors.Grpc.Transport;

namespace EdgeActors.Specs.Grpc.Transport;

/// <summary>Answers with the request's own bytes.</summary>
internal sealed class EchoMethod : IUnaryMethod
{
    public const string Name = "/spec.Service/Echo";

    public string Path => Name;

    public async ValueTask InvokeAsync(UnaryCall call)
    {
        var bytes = new BytesParser();
        await call.ReadAsync(bytes);
        call.StartResponse(bytes.Message.Count);
        call.Body.Write([.. bytes.Message]);
    }
}

/// <summary>Does what the spec says.</summary>
internal sealed class ScriptedMethod(Func<UnaryCall, Task> script) : IUnaryMethod
{
    public const string Name = "/spec.Service/Scripted";

    public string Path => Name;

    public async ValueTask InvokeAsync(UnaryCall call) => await script(call);
}

/// <summary>Collects the message, taking it in pieces of at most <paramref name="step"/> bytes.</summary>
internal sealed class BytesParser(int step = int.MaxValue) : IMessageParser
{
    public List<byte> Message { get; } = [];

    public long Announced { get; private set; } = -1;

    public void Start(long length) => Announced = length;

    public SequencePosition Parse(in ReadOnlySequence<byte> bytes, bool last)
    {
        var part = last ? bytes : bytes.Slice(0, Math.Min(step, bytes.Length));
        Message.AddRange(part.ToArray());
        return part.End;
    }
}

/// <summary>Answers with the length and the sum of the bytes of the message.</summary>
internal sealed class SumMethod : IUnaryMethod
{
    public const string Name = "/spec.Service/Sum";

    public string Path => Name;

    public async ValueTask InvokeAsync(UnaryCall call)
    {
        var bytes = new BytesParser(step: 10_007);
        await call.ReadAsync(bytes);
        Assert.True(bytes.Announced >= bytes.Message.Count);
        call.StartResponse(8);
        call.Body.Write([.. BitConverter.GetBytes(bytes.Message.Count), .. BitConverter.GetBytes(bytes.Message.Sum(b => b))]);
    }
}
