using System.Text.Json;
using EdgeActors.Models.Tensors;
using EdgeActors.NumPy;

namespace EdgeActors.Cli.Tensors;

/// <summary>A tensor on its way to a model.</summary>
/// <param name="Name">The input's name as the model declares it.</param>
/// <param name="Value">Type, shape and bytes.</param>
internal sealed record NamedTensor(TensorName Name, TensorValue Value);

/// <summary>Turns the bytes behind <c>--input</c> arguments into tensors, with the model's declarations for what is not said.</summary>
internal sealed class InputFiles(IReadOnlyList<TensorSpec> declared, Func<string, byte[]> read)
{
    /// <summary>One tensor for each argument, or several for one that is a JSON object of inputs.</summary>
    /// <exception cref="TensorFormatException">A file's contents cannot be used; the message names the file.</exception>
    public IReadOnlyList<NamedTensor> Read(IReadOnlyList<InputArgument> arguments)
    {
        List<NamedTensor> tensors = [];
        foreach (InputArgument argument in arguments)
        {
            try
            {
                tensors.AddRange(Read(argument, position: tensors.Count));
            }
            catch (TensorFormatException exception)
            {
                string source = argument.Source == InputArgument.StandardInput ? "standard input" : argument.Source;
                throw new TensorFormatException($"{source} cannot be used: {exception.Message}");
            }
        }

        return tensors;
    }

    private List<NamedTensor> Read(InputArgument argument, int position)
    {
        byte[] bytes = read(argument.Source);
        if (NpyFile.IsNpy(bytes) || HasExtension(argument, ".npy"))
        {
            return [new NamedTensor(NameFor(argument.Name, position), Reshape(NpyFile.Read(bytes), argument))];
        }

        bool json = HasExtension(argument, ".json") || (argument.Source == InputArgument.StandardInput && argument.Type is null);
        return json ? ReadJson(bytes, argument, position) : [ReadRaw(bytes, argument, position)];
    }

    private NamedTensor ReadRaw(byte[] bytes, InputArgument argument, int position)
    {
        TensorSpec? spec = SpecFor(argument.Name, position);
        TensorType type = argument.Type ?? spec?.Type ?? throw Unknown(argument);
        if (bytes.Length % type.ByteSize() != 0)
        {
            throw new TensorFormatException($"its {bytes.Length} bytes are no whole number of {type.WireName()} elements");
        }

        IReadOnlyList<int> shape = argument.Shape ?? spec?.Shape ?? throw Unknown(argument);
        int[] full = TensorShape.Fill(shape, bytes.Length / type.ByteSize());
        return new NamedTensor(NameFor(argument.Name, position), new TensorValue(type, full, bytes));
    }

    private List<NamedTensor> ReadJson(byte[] bytes, InputArgument argument, int position)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? [.. document.RootElement.EnumerateObject().Select((property, i) =>
                    ReadJson(property.Value, argument with { Name = property.Name }, position + i))]
                : [ReadJson(document.RootElement, argument, position)];
        }
        catch (JsonException exception)
        {
            throw new TensorFormatException(
                $"it is not JSON from line {exception.LineNumber + 1} on; give raw bytes a type, for example NAME=float32:1x4:FILE");
        }
    }

    private NamedTensor ReadJson(JsonElement json, InputArgument argument, int position)
    {
        TensorSpec? spec = SpecFor(argument.Name, position);
        TensorValue value = JsonTensor.Read(json, argument.Type ?? spec?.Type ?? throw Unknown(argument));

        // A plain list may stand for a tensor of any rank, as raw bytes do.
        bool flat = argument.Shape is null && spec is not null && value.Shape.Count == 1 && spec.Shape.Length != 1;
        TensorValue shaped = flat ? value with { Shape = TensorShape.Fill(spec!.Shape, value.Count) } : Reshape(value, argument);
        return new NamedTensor(NameFor(argument.Name, position), shaped);
    }

    private static TensorValue Reshape(TensorValue value, InputArgument argument) =>
        argument.Type is not null && argument.Type != value.Type
            ? throw new TensorFormatException($"it holds {value.Type.WireName()}, not {argument.Type.Value.WireName()}")
            : argument.Shape is null ? value : value with { Shape = TensorShape.Fill(argument.Shape, value.Count) };

    // An input that the model does not declare goes out as it is: the agent's answer says which there are.
    private TensorName NameFor(string? name, int position) => SpecFor(name, position)?.Name ?? new TensorName(name ?? "");

    private TensorSpec? SpecFor(string? name, int position) => name is not null
        ? declared.FirstOrDefault(spec => spec.Name.ToString() == name)
        : position < declared.Count ? declared[position] : null;

    private TensorFormatException Unknown(InputArgument argument)
    {
        string known = declared.Count == 0 ? "no inputs" : string.Join(", ", declared.Select(spec => spec.Name));
        return new TensorFormatException(
            $"its type is not known, since the model declares {known} and not {argument.Name ?? "one more"}; {InputArgument.Usage}");
    }

    private static bool HasExtension(InputArgument argument, string extension) =>
        Path.GetExtension(argument.Source).Equals(extension, StringComparison.OrdinalIgnoreCase);
}
