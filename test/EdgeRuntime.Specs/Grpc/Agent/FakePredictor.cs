using System.Runtime.InteropServices;
using EdgeActors.Models;
using EdgeActors.Models.Engine;
using EdgeActors.Models.Tensors;

namespace EdgeActors.Specs.Grpc.Agent;

/// <summary>Remembers what it was asked, ends the tensors' leases as a model does, and answers what it was told to.</summary>
internal sealed class FakePredictor(ModelFault? fault = null, params FakeOutput[] outputs) : IPredictor
{
    public string? Handle { get; private set; }

    public List<(TensorName Name, TensorType? Type, int[]? Shape, byte[] Data, bool IsUpperBound)> Tensors { get; } = [];

    public FakeResult? Result { get; private set; }

    public CancellationToken Cancelled { get; private set; }

    public ValueTask<PredictOutcome> PredictAsync(string handle, IReadOnlyList<RequestTensor> tensors, CancellationToken cancelled)
    {
        (Handle, Cancelled) = (handle, cancelled);
        foreach (RequestTensor tensor in tensors)
        {
            Tensors.Add((tensor.Name, tensor.Type, tensor.Shape?.ToArray(), BytesOf(tensor.Data), tensor.Data.IsUpperBound));
            tensor.Data.Dispose();
        }

        Result = fault is null ? new FakeResult(outputs) : null;
        return ValueTask.FromResult(new PredictOutcome(Result, fault));
    }

    public static unsafe byte[] BytesOf(TensorData data) => new ReadOnlySpan<byte>((void*)data.Address, (int)data.Length).ToArray();
}

internal sealed record FakeOutput(TensorName Name, TensorType Type, long[] Shape, byte[] Data);

/// <summary>Outputs in pinned arrays that are unpinned, and counted, on disposal.</summary>
internal sealed class FakeResult : IInferenceResult
{
    private readonly GCHandle[] _pins;
    private readonly ResultTensor[] _outputs;

    public FakeResult(IEnumerable<FakeOutput> outputs)
    {
        FakeOutput[] all = [.. outputs];
        _pins = [.. all.Select(output => GCHandle.Alloc(output.Data, GCHandleType.Pinned))];
        _outputs = [.. all.Select((output, index) => new ResultTensor(
            output.Name,
            output.Type,
            output.Shape,
            output.Data.Length == 0 ? 0 : _pins[index].AddrOfPinnedObject(),
            output.Data.Length))];
    }

    public int Disposals { get; private set; }

    public ReadOnlySpan<ResultTensor> Outputs => _outputs;

    public void Dispose()
    {
        Disposals++;
        Array.ForEach(_pins, pin => pin.Free());
    }
}
