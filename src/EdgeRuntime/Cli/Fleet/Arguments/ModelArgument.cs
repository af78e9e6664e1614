using EdgeActors.Wording;

namespace EdgeActors.Cli.Fleet.Arguments;

/// <summary>A model to deploy: <c>HANDLE=PACKAGE</c>.</summary>
/// <param name="Handle">The handle that devices load it under.</param>
/// <param name="File">The package's file.</param>
internal sealed record ModelArgument(string Handle, string File)
{
    /// <summary>Reads the arguments of <c>--model</c>.</summary>
    /// <exception cref="CommandFailure">One has another form.</exception>
    public static ModelArgument Parse(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && equals < text.Length - 1
            ? new ModelArgument(text[..equals], text[(equals + 1)..])
            : throw new CommandFailure(
                CommandFailure.Usage, $"--model \"{Printable.Of(text)}\" is no model of a deployment; write HANDLE=PACKAGE.tar.gz", ExitCode.BadUsage);
    }
}
