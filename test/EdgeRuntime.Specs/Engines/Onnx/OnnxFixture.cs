using EdgeActors.Engines.Onnx;
using EdgeActors.Models.Engine;
using EdgeActors.Models.Tensors;
using EdgeActors.Specs.SharedModels;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeActors.Specs.Engines.Onnx;

/// <summary>ONNX Runtime has one environment per process, so the specs that use it share an engine and run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class OnnxSuite : ICollectionFixture<OnnxFixture>
{
    public const string Name = "ONNX engine";
}

public sealed class OnnxFixture : IDisposable
{
    internal OnnxEngine Engine { get; } = new(new OnnxOptions { MemoryBudget = 512L << 20 }, NullLogger<OnnxEngine>.Instance);

    internal IModelSession Load(string folder) => Engine.Load(ModelIndex.Entry(folder).Path, CancellationToken.None);

    public void Dispose() => Engine.Dispose();
}

/// <summary>Runs a session on tensors given as bytes.</summary>
internal static class SessionRuns
{
    /// <summary>Runs with the data of <paramref name="entry"/>, matched by name.</summary>
    public static IInferenceResult Run(this IModelSession session, ModelEntry entry, CancellationToken cancelled = default) => session.Run(
        [.. session.Inputs.Select(spec => entry.Inputs!.Single(tensor => new TensorName(tensor.Name).Equals(spec.Name)))
            .Select(tensor => (tensor.Type!.Value, tensor.Shape, entry.Bytes(tensor)))],
        cancelled);

    public static unsafe IInferenceResult Run(
        this IModelSession session, (TensorType Type, long[] Shape, byte[] Bytes)[] inputs, CancellationToken cancelled = default)
    {
        BoundTensor[] bound = new BoundTensor[inputs.Length];
        using NativeBytes memory = new();
        for (int i = 0; i < inputs.Length; i++)
        {
            bound[i] = new BoundTensor(inputs[i].Type, inputs[i].Shape, memory.Copy(inputs[i].Bytes), inputs[i].Bytes.Length);
        }

        return session.Run(bound, cancelled);
    }

    public static unsafe ReadOnlySpan<byte> Bytes(this ResultTensor tensor) => new((void*)tensor.Address, checked((int)tensor.Length));
}

/// <summary>Copies of bytes outside the managed heap.</summary>
internal sealed unsafe class NativeBytes : IDisposable
{
    private readonly List<nint> _blocks = [];

    public nint Copy(ReadOnlySpan<byte> bytes)
    {
        void* block = System.Runtime.InteropServices.NativeMemory.AlignedAlloc((nuint)Math.Max(bytes.Length, 1), 64);
        bytes.CopyTo(new Span<byte>(block, bytes.Length));
        _blocks.Add((nint)block);
        return (nint)block;
    }

    public void Dispose() => _blocks.ForEach(block => System.Runtime.InteropServices.NativeMemory.AlignedFree((void*)block));
}
