using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;

namespace EdgeActors.Cli;

/// <summary>Answers <c>--version</c>.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    /// <summary>The product's version, without the build's source revision.</summary>
    public static string Version { get; } =
        typeof(VersionAction).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <inheritdoc />
    public override int Invoke(ParseResult parseResult)
    {
        CommandOutput output = CommandOutput.Of(parseResult);
        if (output.IsJson)
        {
            output.Json(json => json.WriteString("version", Version));
        }
        else
        {
            output.Line(Version);
        }

        return ExitCode.Ok;
    }
}
