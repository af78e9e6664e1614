using EdgeActors.NumPy;

namespace EdgeActors.Cli.Tensors;

/// <summary>Reads what a command line names: a file, or standard input.</summary>
internal static class InputSource
{
    /// <summary>All bytes of a file, or of standard input for <c>-</c>.</summary>
    /// <exception cref="CommandFailure">The file cannot be read.</exception>
    public static byte[] Read(string source)
    {
        if (source != InputArgument.StandardInput)
        {
            return NamedFile.Bytes(source);
        }

        using Stream input = Console.OpenStandardInput();
        using MemoryStream bytes = new();
        input.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>Reads arguments, of which at most one may be standard input.</summary>
    /// <exception cref="CommandFailure">An argument is malformed, or standard input is named twice.</exception>
    public static InputArgument[] Parse(IEnumerable<string> texts)
    {
        try
        {
            InputArgument[] arguments = [.. texts.Select(InputArgument.Parse)];
            return arguments.Count(each => each.Source == InputArgument.StandardInput) <= 1
                ? arguments
                : throw new TensorFormatException("--input names standard input twice; it can be read once");
        }
        catch (TensorFormatException exception)
        {
            throw new CommandFailure(CommandFailure.Usage, exception.Message, ExitCode.BadUsage, exception);
        }
    }
}
