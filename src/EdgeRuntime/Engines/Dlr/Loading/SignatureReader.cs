using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using EdgeActors.Engines.Dlr.Interop;
using EdgeActors.Engines.Dlr.Running;
using EdgeActors.Models;
using EdgeActors.Models.Tensors;

namespace EdgeActors.Engines.Dlr.Loading;

/// <summary>
/// Inputs and outputs of a model, from what DLR and the package's files say of them. For the handle's own thread.
/// </summary>
internal sealed class SignatureReader(DlrHandle handle, DlrFolder model, PackageMetadata metadata)
{
    private const int MostTensors = 4096;

    /// <summary>The inputs in DLR's order.</summary>
    /// <exception cref="ModelFaultException">FailedPrecondition: one that cannot be served, or files that contradict each other.</exception>
    public ImmutableArray<TensorSpec> Inputs()
    {
        using JsonDocument? graph = model.Backend == DlrBackend.Tvm && model.Graph is { } file ? JsonFile.Open(file) : null;
        return [.. Enumerable.Range(0, Count(DlrFunction.GetDLRNumInputs)).Select(index => Input(index, graph))];
    }

    /// <summary>The outputs in DLR's order.</summary>
    /// <exception cref="ModelFaultException">FailedPrecondition: one that cannot be served.</exception>
    public ImmutableArray<TensorSpec> Outputs() => [.. Enumerable.Range(0, Count(DlrFunction.GetDLRNumOutputs)).Select(Output)];

    private int Count(DlrFunction function)
    {
        int count = handle.Count(function);
        return count is >= 0 and <= MostTensors ? count : throw Refused($"DLR tells {count} tensors for it by {function}");
    }

    private TensorSpec Input(int index, JsonDocument? graph)
    {
        TensorName name = handle.Name(DlrFunction.GetDLRInputName, index);
        string type = Text(DlrFunction.GetDLRInputType, index);
        if (type == DlrType.Json)
        {
            throw Refused($"its input '{name}' goes through a data transform that takes JSON text, which the protocol has no code for; compile it without the transform");
        }

        long[] shape = handle.Shape(DlrFunction.GetDLRInputSizeDim, DlrFunction.GetDLRInputShape, index);
        DeclaredTensor? compiled = graph is null ? null : GraphFile.Input(graph.RootElement, name.ToString());
        DeclaredTensor? said = metadata.Inputs.FirstOrDefault(input => input.Name == name.ToString());
        if (compiled is { Type: not null, Shape: not null })
        {
            (type, shape) = (compiled.Type, compiled.Shape);
            return Spec("input", name, type, Agreed(name, type, shape, said));
        }

        return Spec("input", name, said?.Type ?? type, said?.Shape ?? shape);
    }

    /// <summary>
    /// The shape that clients are told: the metadata's, when it is another view of as many elements. What DLR reads from the request follows the
    /// graph, so metadata that say more or less would have it read beyond the request's end.
    /// </summary>
    private long[] Agreed(TensorName name, string type, long[] shape, DeclaredTensor? said)
    {
        if (said?.Type is { } other && other != type)
        {
            throw Refused($"its input '{name}' is {type} in the graph and {other} in the metadata; deploy the package again");
        }

        return said?.Shape switch
        {
            null => shape,
            { } open when open.Any(extent => extent < 0) => shape,
            { } told when Elements(told) == Elements(shape) => told,
            { } wrong => throw Refused($"its input '{name}' is {Shown(shape)} in the graph and {Shown(wrong)} in the metadata; deploy the package again"),
        };
    }

    private TensorSpec Output(int index)
    {
        DeclaredTensor? said = index < metadata.Outputs.Count ? metadata.Outputs[index] : null;
        TensorName name = new(said?.Name is { Length: > 0 } told ? told : string.Create(CultureInfo.InvariantCulture, $"output_{index}"));
        string type = Text(DlrFunction.GetDLROutputType, index);
        return type == DlrType.Json
            ? throw Refused($"its output '{name}' goes through a data transform that gives JSON text, which the protocol has no code for; compile it without the transform")
            : Spec("output", name, type, handle.Shape(DlrFunction.GetDLROutputSizeDim, DlrFunction.GetDLROutputShape, index));
    }

    private string Text(DlrFunction function, int index) => handle.Name(function, index).ToString();

    private TensorSpec Spec(string kind, TensorName name, string type, long[] shape) =>
        DlrType.ToProtocol(type) is not { } code
            ? throw Refused($"its {kind} '{name}' is of type {type}, which the protocol has no code for; convert that {kind} inside the model")
            : shape.Any(extent => extent is < -1 or > int.MaxValue)
                ? throw Refused($"its {kind} '{name}' has the shape {Shown(shape)}, which is none")
                : new TensorSpec(name, code, [.. shape.Select(extent => (int)extent)]);

    private static long Elements(long[] shape) => shape.Aggregate(1L, (count, extent) => unchecked(count * extent));

    private static string Shown(long[] shape) => $"[{string.Join(", ", shape)}]";

    private ModelFaultException Refused(string why) =>
        new(FaultCode.FailedPrecondition, $"The compiled model in '{model.Folder}' cannot be loaded: {why}.");
}
