using System.Globalization;
using EdgeActors.Models.Tensors;
using EdgeActors.NumPy;

namespace EdgeActors.Cli.Tensors;

/// <summary>
/// One <c>--input</c> of <c>edgeactors predict</c>, written <c>[NAME=][TYPE[:SHAPE]:]FILE</c>, where FILE may be <c>-</c>.
/// </summary>
/// <param name="Name">The input's name, or null to match by position.</param>
/// <param name="Type">The type given, or null to take the model's.</param>
/// <param name="Shape">The shape given, or null to work it out.</param>
/// <param name="Source">A path, or <c>-</c> for standard input.</param>
internal sealed record InputArgument(string? Name, TensorType? Type, IReadOnlyList<int>? Shape, string Source)
{
    /// <summary>Stands for standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>How to write one, for messages.</summary>
    public const string Usage = "write NAME=FILE or NAME=float32:1x3x224x224:FILE";

    /// <summary>Reads the argument. Anything that does not look like a type belongs to the file's name.</summary>
    /// <exception cref="TensorFormatException">No file is named, or the shape is malformed.</exception>
    public static InputArgument Parse(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        string? name = equals > 0 ? text[..equals] : null;
        string rest = text[(equals + 1)..];
        string[] parts = rest.Split(':', 3);
        TensorType? type = parts.Length > 1 ? TypeOf(parts[0]) : null;
        bool shaped = type is not null && parts.Length == 3;
        string source = type is null ? rest : string.Join(':', parts[(shaped ? 2 : 1)..]);
        if (source.Length == 0)
        {
            throw new TensorFormatException($"--input \"{text}\" names no file; {Usage}");
        }

        return new InputArgument(name, type, shaped ? ShapeOf(parts[1], text) : null, source);
    }

    private static TensorType? TypeOf(string text) =>
        Enum.GetValues<TensorType>().Cast<TensorType?>().FirstOrDefault(type =>
            text.Equals(type!.Value.WireName(), StringComparison.OrdinalIgnoreCase));

    private static int[] ShapeOf(string text, string argument)
    {
        if (text is "" or "scalar")
        {
            return [];
        }

        string[] extents = text.Split('x');
        int[] shape = new int[extents.Length];
        for (int i = 0; i < shape.Length; i++)
        {
            if (!int.TryParse(extents[i], NumberStyles.None, CultureInfo.InvariantCulture, out shape[i]))
            {
                throw new TensorFormatException($"--input \"{argument}\" has a malformed shape \"{text}\"; {Usage}");
            }
        }

        return shape;
    }
}
